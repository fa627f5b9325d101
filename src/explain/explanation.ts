// any address → name, formula, value, parts
import type { Address } from './address.ts';
import type { Formula } from './formula.ts';
import type { SymbolName } from './names.ts';

export type Explanation = {
  readonly address: Address;
  readonly symbol: SymbolName;
  /** In words: "Weighted sum of neuron 1". */
  readonly title: string;
  /** Out of the engine's buffers. NaN where it is not defined. */
  readonly value: number;
  /** null for what is given: inputs, targets. */
  readonly formula: Formula | null;
  /** One to three plain sentences, why the formula is what it is; $w_{111}$ marks symbols (viz/mathText markup). */
  readonly prose: string;
};
