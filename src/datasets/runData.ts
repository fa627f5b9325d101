/** The data of a run, sent once when it opens and again when its data change. Structured-cloned. */
import type { GivenExample } from '../config/experiment.ts';
import type { Components } from './principal.ts';
import { isSliceOf, wholePlane, type Slice } from './slice.ts';

export type RunData = {
  /** Raw inputs [example][input] before features are made; targets [example][target] as class number or values. */
  readonly trainInputs: Float64Array;
  readonly trainTargets: Float64Array;
  /** May be empty: a table is all for training. */
  readonly validationInputs: Float64Array;
  readonly validationTargets: Float64Array;
  /** What the outputs are asked for, [example][output]: classes as the codes of the output's activation, values as they are. */
  readonly trainEncoded: Float64Array;
  readonly validationEncoded: Float64Array;
  /** Raw inputs, 1 to 64. */
  readonly inputCount: number;
  /** Numbers of an example in `trainTargets`: 1, or more for a regression with several outputs. */
  readonly targetCount: number;
  readonly task: 'classification' | 'regression';
  /** Class names; empty for regression. */
  readonly classes: readonly string[];
  /** Names of the raw inputs with unit, e.g. "petal length (cm, standardised)". */
  readonly inputNames: readonly string[];
  /** What the pictures cover, per raw input [min, max]. */
  readonly domain: readonly (readonly [number, number])[];
  /** Of more than two inputs: which two the pictures show if nothing else is chosen, and where the others are held. */
  readonly slice?: Slice;
  /** Of more than two inputs; absent where all examples are alike. */
  readonly components?: Components;
  /** Range of the targets for regression. */
  readonly targetRange: readonly [number, number];
};

/** The plane that pictures show: what was chosen if it is one of these data, else the data's own. */
export function sliceOf(data: Pick<RunData, 'inputCount' | 'slice'>, chosen: Slice | null = null): Slice {
  return chosen !== null && isSliceOf(chosen, data.inputCount) ? chosen : data.slice ?? wholePlane(data.inputCount);
}

/** Number of training examples. */
export function trainCountOf(data: RunData): number {
  return data.trainTargets.length / data.targetCount;
}

/** Number of validation examples, which may be 0. */
export function validationCountOf(data: RunData): number {
  return data.validationTargets.length / data.targetCount;
}

/** Outputs of the network that these data ask for. */
export function outputsOf(data: RunData): number {
  return data.trainEncoded.length / Math.max(1, trainCountOf(data));
}

/** One training example as an experiment can hold it, with what is asked of the outputs for it. */
export function givenExampleOf(data: RunData, example: number): GivenExample {
  const outputs = outputsOf(data);
  return {
    inputs: Array.from(data.trainInputs.subarray(example * data.inputCount, (example + 1) * data.inputCount)),
    targets: Array.from(data.trainEncoded.subarray(example * outputs, (example + 1) * outputs)),
  };
}

/** One validation example in the same form. */
export function validationExampleOf(data: RunData, example: number): GivenExample {
  const { validationInputs: inputs, validationEncoded: encoded, inputCount: width } = data;
  const outputs = encoded.length / Math.max(1, validationCountOf(data));
  return {
    inputs: Array.from(inputs.subarray(example * width, (example + 1) * width)),
    targets: Array.from(encoded.subarray(example * outputs, (example + 1) * outputs)),
    validation: true,
  };
}

/** All of them, those for training first: a beginning for editing them by hand. */
export function givenExamplesOf(data: RunData): readonly GivenExample[] {
  return [
    ...Array.from({ length: trainCountOf(data) }, (_, example) => givenExampleOf(data, example)),
    ...Array.from({ length: validationCountOf(data) }, (_, example) => validationExampleOf(data, example)),
  ];
}
