// grad | neg | pos: the colour in which a number is written, the same in formulas, pictures and tables
import type { Address } from './address.ts';

export type Tone = 'grad' | 'neg' | 'pos';

const gradients: ReadonlySet<Address['kind']> = new Set([
  'dLda', 'delta', 'dLdx', 'exampleGradient', 'outputDelta', 'outputGradient', 'dataGradient', 'penaltyGradient', 'gradientNorm', 'gradient', 'update',
] as const);
const signed: ReadonlySet<Address['kind']> = new Set(['parameter', 'draw', 'newParameter', 'z', 'a'] as const);

/** By sign; 0 and what is not a number are in ink. */
export function toneOfSign(value: number): 'neg' | 'pos' | undefined {
  return value < 0 ? 'neg' : value > 0 ? 'pos' : undefined;
}

/** A derivative of the loss, or a change that follows from one. */
export function isGradient({ kind }: Address): boolean {
  return gradients.has(kind);
}

/** Derivatives and changes have a colour of their own; parameters, sums and activations have that of their sign; the rest is ink. */
export function toneOf(address: Address, value: number): Tone | undefined {
  if (isGradient(address)) return 'grad';
  return signed.has(address.kind) ? toneOfSign(value) : undefined;
}
