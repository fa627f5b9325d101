/** kind loss: elementwise losses, all three reductions, and their gradients. */
import type { OutputActivationName } from '../../src/engine/activations.ts';
import { forward } from '../../src/engine/forward.ts';
import { losses, reductionScale } from '../../src/engine/losses.ts';
import type { LossName, LossSpec } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { evaluateLoss, lossDelta } from '../../src/engine/outputLoss.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import type { Workspace } from '../../src/engine/workspace.ts';
import type { Entry } from './ledger.ts';
import { byExample, lossNameOf, reductionOf } from './networks.ts';

const TOLERANCE = { rtol: 1e-12, atol: 1e-14 };

export function checkLoss(file: Entry): void {
  const name = lossNameOf(file.at('loss_kind').text());
  file.at('formula').text();
  for (const entry of file.at('cases').items()) {
    entry.at('label').text();
    checkCase(entry, name, 'linear');
    const required = losses[name].requiredOutput;
    if (required !== undefined) checkCase(entry, name, required);
  }
}

function checkCase(entry: Entry, name: LossName, output: OutputActivationName): void {
  const prediction = entry.at('prediction').table();
  const target = entry.at('target').table();
  const samples = prediction.length;
  const outputs = prediction[0]?.length ?? 0;
  entry.at('n_samples').equal(samples);
  entry.at('n_outputs').equal(outputs);
  const huberDelta = entry.has('delta') ? entry.at('delta').number() : 1;
  if (entry.has('class_index')) entry.at('class_index').compare(target.map((row) => row.indexOf(Math.max(...row))), { rtol: 0, atol: 0 });

  // A layer with the identity as weights, whose z are the predictions.
  const network = createNetwork({ inputs: outputs, layers: [{ units: outputs, activation: output }] });
  const theta = new Float64Array(network.parameterCount);
  for (let k = 0; k < outputs; k++) theta[k * outputs + k] = 1;
  for (const capacity of [samples, samples + 3]) {
    const workspace = createWorkspace(network, capacity);
    const set = { count: samples, inputs: Float64Array.from(prediction.flat()), targets: Float64Array.from(target.flat()) };
    loadExamples(workspace, set, 0, samples);
    forward(network, theta, workspace, samples);
    const perSample = new Float64Array(samples);
    const spec = (reduction: LossSpec['reduction']): LossSpec => ({ name, reduction, huberDelta });
    const sum = evaluateLoss(network, spec('mean'), workspace, workspace.targets, samples, perSample);
    entry.at('per_sample').compare(perSample, TOLERANCE);
    if (entry.has('elementwise')) {
      entry.at('elementwise').compare(byExample(workspace.losses, outputs, capacity, samples), TOLERANCE);
      entry.at('elementwise').compare(oneByOne(name, prediction, target, (loss, y, t) => loss.output(y, t, huberDelta)), TOLERANCE);
    }
    for (const key of entry.at('reductions').keys()) {
      const reduced = entry.at('reductions').at(key);
      const scale = reductionScale(spec(reductionOf(key)), samples, outputs);
      reduced.at('loss').compare(scale * sum, TOLERANCE);
      reduced.at('grad').compare(gradients(workspace, spec(reductionOf(key)), scale), TOLERANCE);
      if (key === 'sum_all' && name !== 'softmax_cross_entropy') {
        reduced.at('grad').compare(oneByOne(name, prediction, target, (loss, y, t) => loss.derivative(y, t, huberDelta)), TOLERANCE);
      }
    }

    function gradients(room: Workspace, lossSpec: LossSpec, scale: number): ReturnType<typeof byExample> {
      lossDelta(network, lossSpec, room, room.targets, samples, scale);
      return byExample(room.delta[0]!, outputs, capacity, samples);
    }
  }
}

function oneByOne(
  name: LossName, prediction: readonly number[][], target: readonly number[][],
  compute: (loss: (typeof losses)[LossName], y: number, t: number) => number,
): number[][] {
  return prediction.map((row, b) => row.map((y, o) => compute(losses[name], y, target[b]![o]!)));
}
