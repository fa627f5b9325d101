/** The answers of a frame as points on the loss: one for each output, for softmax cross-entropy the one of the example's own class. */
import { outputsOf, trainCountOf, validationCountOf, type RunData } from '../../datasets/runData.ts';
import type { LossSpec } from '../../engine/losses.ts';
import { lossAt, type LossPoints } from '../../viz/lossFunction.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';

type Answers = Pick<TrainingFrame, 'trainOutputs' | 'trainLosses' | 'validationOutputs' | 'validationLosses'>;

/** Points of the first examples of either split, as many as the frame holds. */
export function lossPoints(frame: Answers, data: RunData, spec: LossSpec): LossPoints {
  const outputs = outputsOf(data);
  const isSoftmax = spec.name === 'softmax_cross_entropy';
  const perExample = isSoftmax ? 1 : outputs;
  const train = Math.min(Math.floor(frame.trainOutputs.length / outputs), trainCountOf(data));
  const validation = Math.min(Math.floor(frame.validationOutputs.length / outputs), validationCountOf(data));
  const count = (train + validation) * perExample;
  const points = {
    count, trainCount: train * perExample,
    prediction: new Float64Array(count), target: new Float64Array(count), value: new Float64Array(count),
    example: new Uint32Array(count), output: new Uint8Array(count), marker: new Uint8Array(count),
  };
  let at = 0;
  for (const split of ['train', 'validation'] as const) {
    const [answers, ofExample, encoded, targets, examples] = split === 'train'
      ? [frame.trainOutputs, frame.trainLosses, data.trainEncoded, data.trainTargets, train]
      : [frame.validationOutputs, frame.validationLosses, data.validationEncoded, data.validationTargets, validation];
    for (let example = 0; example < examples; example += 1) {
      const category = data.task === 'classification' ? targets[example]! : 0;
      for (let each = 0; each < perExample; each += 1) {
        const output = isSoftmax ? category : each;
        const place = example * outputs + output;
        points.prediction[at] = answers[place]!;
        points.target[at] = encoded[place]!;
        // The engine's own loss of the example where it is that of this one output: exact also where ŷ rounds to 0 or 1.
        points.value[at] = perExample === 1 ? ofExample[example] ?? NaN : lossAt(spec, answers[place]!, encoded[place]!);
        points.example[at] = example;
        points.output[at] = output;
        points.marker[at] = category;
        at += 1;
      }
    }
  }
  return points;
}

/** The point of an example with the largest loss, −1 if the frame does not hold it. */
export function pointOf(points: LossPoints, split: 'train' | 'validation', example: number): number {
  const [from, to] = split === 'train' ? [0, points.trainCount] : [points.trainCount, points.count];
  let found = -1;
  for (let i = from; i < to; i += 1) {
    if (points.example[i] === example && (found < 0 || points.value[i]! > points.value[found]!)) found = i;
  }
  return found;
}

/** The training example whose loss is largest, −1 without any. */
export function worstOf(points: LossPoints): number {
  let found = -1;
  for (let i = 0; i < points.trainCount; i += 1) {
    if (found < 0 || points.value[i]! > points.value[found]! || Number.isNaN(points.value[found]!)) found = i;
  }
  return found < 0 ? -1 : points.example[found]!;
}
