/** What is said of one example on the loss. */
import type { Experiment } from '../../config/experiment.ts';
import { outputsOf, trainCountOf, type RunData } from '../../datasets/runData.ts';
import { losses, reductionScale } from '../../engine/losses.ts';
import { formatCount, formatNumber, formatSetting, formatSigned } from '../../viz/format.ts';
import { logitSlopeAt, slopeAt } from '../../viz/lossFunction.ts';
import { exampleAt, type LossScene } from './LossFunctionScene.ts';
import { say } from '../../words/say.ts';

export type ExampleWords = {
  readonly name: string;
  readonly target: string;
  readonly answer: string;
  readonly loss: string;
  readonly slope: string;
  /** Which way it pulls, and how hard in the loss of a mini-batch. */
  readonly sentences: readonly string[];
};

/** @param point of the scene's points */
export function exampleWords(scene: LossScene, point: number, experiment: Experiment): ExampleWords | null {
  const { points, spec, data, situation } = scene;
  const example = exampleAt(points, point);
  if (example === null) return null;
  const [prediction, target] = [points.prediction[point]!, points.target[point]!];
  const slope = slopeAt(spec, prediction, target);
  const which = situation.outputs === 1 ? '' : say(', output {output}{categoryName}', { output: points.output[point]! + 1, categoryName: categoryName(data, points.output[point]!) });
  return {
    name: say('Example {index}, {split}{more}', { index: formatCount(example.index + 1), split: example.split === 'train' ? say('training') : say('validation'), more: which }),
    target: targetText(scene, target), answer: formatNumber(prediction), loss: formatNumber(points.value[point]!),
    slope: Number.isFinite(slope) ? formatSigned(slope) : '–',
    sentences: [
      pullSentence(scene, prediction, slope),
      ...(losses[spec.name].reads === 'logits' && Number.isFinite(prediction) ? [say('∂f/∂z = ŷ − y = {slope} goes back: the error itself.', { slope: formatSigned(logitSlopeAt(prediction, target)) })] : []),
      example.split === 'train' ? batchSentence(experiment, data, slope) : say('A validation example is measured; it teaches nothing.'),
    ].filter((sentence) => sentence !== ''),
  };
}

/** As the picture names it: the codes −1 and +1 with their signs. */
export function targetText({ situation, axis }: Pick<LossScene, 'situation' | 'axis'>, target: number): string {
  return situation.task === 'classification' && axis.targets[0] === -1 ? formatSigned(target, Number.isInteger(target) ? 1 : 3) : formatSetting(target, 3);
}

function categoryName({ classes }: RunData, output: number): string {
  return classes[output] === undefined ? '' : ` (${classes[output]})`;
}

function pullSentence({ spec }: LossScene, prediction: number, slope: number): string {
  if (!Number.isFinite(prediction)) return say('This answer is no finite number any more, so that it has no place here.');
  if (losses[spec.name].trap === true) return say('The slope is −1 everywhere: each example pulls ŷ up, whatever its y.');
  if (!Number.isFinite(slope)) return say('ŷ is 0 or 1 to the last digit here.');
  if (slope === 0) return say('Level here: this example pulls no way.');
  return slope < 0 ? say('A larger ŷ would lower it.') : say('A smaller ŷ would lower it.');
}

/** What the example's slope counts in L. */
function batchSentence({ loss, batchSize }: Experiment, data: RunData, slope: number): string {
  if (!Number.isFinite(slope)) return '';
  const all = trainCountOf(data);
  const count = Math.min(batchSize, all);
  const outputs = outputsOf(data);
  const scale = reductionScale(loss, count, outputs);
  if (count === 1 && scale === 1) {
    return outputs === 1 || loss.name === 'softmax_cross_entropy' ? say('L of a mini-batch of 1 is this loss itself.')
      : say('L of a mini-batch of 1 adds up its {outputs} outputs: ∂L/∂ŷ is the same.', { outputs });
  }
  const over = count === all ? say('all {all} examples', { all: formatCount(all) }) : all % count === 0 ? say('a mini-batch of {count}', { count: formatCount(count) }) : say('a full mini-batch of {count}', { count: formatCount(count) });
  if (scale === 1) return say('L is the sum over {over}: ∂L/∂ŷ is the same.', { over });
  const wide = loss.reduction === 'mean_all' && loss.name !== 'softmax_cross_entropy' && outputs > 1 ? ` ${say('and {outputs} outputs', { outputs })}` : '';
  return say('L is the mean over {over}{wide}: ∂L/∂ŷ = {slope}.', { over, wide, slope: formatSigned(slope * scale) });
}
