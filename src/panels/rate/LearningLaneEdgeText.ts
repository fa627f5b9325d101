/** What the mark 2/λmax says about the settings in use, and what it does not: one or two sentences, $…$ around symbols. */
import type { Experiment } from '../../config/experiment.ts';
import { optimizers } from '../../engine/optimizers.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import { say, translated } from '../../words/say.ts';

/** @param rate η of the next step */
export function edgeText({ optimizer, batchSize, regularization }: Experiment, examples: number, largest: number, rate: number): readonly string[] {
  const edge = 2 / largest;
  const isWhole = batchSize >= examples;
  const said: string[] = [];
  if (optimizer.name === 'sgd') {
    if (isWhole) said.push(say('Each step is plain gradient descent on all examples: below the mark it comes closer to the bottom of the steepest direction, above it each step overshoots by more than the last. $η$ is {rate} times the mark.', { rate: formatSetting(rate / edge, 2) }));
  } else if (optimizer.name === 'momentum') {
    said.push(say('The mark is the edge of plain gradient descent. Momentum carries it on to 2(1 + $μ$) divided by the same number: {momentum}.', { momentum: formatNumber((1 + optimizer.momentum) * edge) }));
  } else if (optimizer.name === 'nesterov') {
    said.push(say('The mark is the edge of plain gradient descent. With Nesterov’s momentum it lies at (1 + $μ$)/(1 + 2$μ$) of the mark: {momentum}.', { momentum: formatNumber(((1 + optimizer.momentum) / (1 + 2 * optimizer.momentum)) * edge) }));
  } else {
    said.push(say('{label} divides the gradient of every parameter by its usual size, so its $η$ has another measure: the mark tells how curved the loss is, not which $η$ is too large.', { label: translated(optimizers[optimizer.name].label) }));
  }
  if (!isWhole) said.push(say('A step sees {batchSize} of {examples} examples. The mark belongs to steps on all of them; the noise of mini-batches makes a run unsteady below it already.', { batchSize: formatCount(batchSize), examples: formatCount(examples) }));
  if (regularization.clipNorm > 0) said.push(say('Gradients are clipped, so that beyond the mark a run swings rather than runs away.'));
  said.push(say('The curvature changes with $θ$, and the mark moves with it.'));
  return said;
}

/** px that the name of the mark needs beside its line. */
const NAME = 120;
/** px at the right end of the track over which “∇L of all 196 examples” reaches. */
const GRADIENT = 75;

/** On which side of its line the mark's name stands; on a phone to the left, below the cut of the curve: there is no room above. */
export function edgeSide(x: number, width: number, flowsDown: boolean): 'left' | 'right' {
  return x > width - NAME - GRADIENT || (flowsDown && x > NAME) ? 'left' : 'right';
}
