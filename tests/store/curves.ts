import type { LossHistory } from '../../src/worker/protocol.ts';

/** A loss curve with one point a step from functions of the epoch. */
export function curve(
  epochs: number, train: (epoch: number) => number, validation: (epoch: number) => number = train, stepsPerEpoch = 10,
): LossHistory {
  const n = epochs * stepsPerEpoch + 1;
  const step = Float64Array.from({ length: n }, (_, i) => i);
  const epoch = step.map((s) => s / stepsPerEpoch);
  const trains = epoch.map(train);
  const validations = epoch.map(validation);
  return {
    step, epoch, train: trains, trainMin: trains, trainMax: trains,
    validation: validations, validationMin: validations, validationMax: validations,
  };
}
