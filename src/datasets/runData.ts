/** The data of a run, sent once when it opens and again when its data change. Structured-cloned. */
export type RunData = {
  /** Raw inputs [example][input] before features are made, and targets as class number or value. */
  readonly trainInputs: Float64Array;
  readonly trainTargets: Float64Array;
  readonly validationInputs: Float64Array;
  readonly validationTargets: Float64Array;
  /** 1 or 2 raw inputs. */
  readonly inputCount: number;
  readonly task: 'classification' | 'regression';
  /** Class names; empty for regression. */
  readonly classes: readonly string[];
  /** Names of the raw inputs with unit, e.g. "petal length (cm, standardised)". */
  readonly inputNames: readonly string[];
  /** Range of the plane that the pictures cover, per raw input [min, max]. */
  readonly domain: readonly (readonly [number, number])[];
  /** Range of the targets for regression. */
  readonly targetRange: readonly [number, number];
};
