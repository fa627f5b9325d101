// w_{111}, b_1, f_1, z_1, ŷ: what each quantity is called
import type { Address } from './address.ts';

/** One name in three spellings. */
export type SymbolName = {
  /** For KaTeX: "w_{111}", "\\hat y", "\\frac{\\partial L}{\\partial w_{111}}". */
  readonly tex: string;
  /** For viz/mathText, in pictures and labels: "w_{111}", "ŷ", "∂L/∂w_{111}". */
  readonly markup: string;
  /** For screen readers: "w 1 1 1", "the prediction", "the gradient of w 1 1 1". */
  readonly spoken: string;
};

export type Names = {
  /** The symbol of any quantity; of an example's own quantities without the example's number. */
  symbol(address: Address): SymbolName;
  /** In words, sentence case without a full stop: "Weighted sum of neuron 1", "Weight from x₁ to neuron 1". */
  title(address: Address): string;
};
