/** A quantity's number as people read it: gradients and updates with their sign, each kind of number in its colour. */
import type { Address } from '../explain/address.ts';
import { formatNumber, formatSetting, formatSigned } from '../viz/format.ts';

export const NOT_YET = '–';

export type Tone = 'grad' | 'neg' | 'pos';

/** Derivatives and changes have a colour of their own; parameters, sums and activations have that of their sign; the rest is ink. */
export function toneOf(address: Address, value: number): Tone | undefined {
  switch (address.kind) {
    case 'dLda': case 'delta': case 'dLdx': case 'exampleGradient': case 'outputDelta': case 'outputGradient':
    case 'dataGradient': case 'penaltyGradient': case 'gradient': case 'update': return 'grad';
    case 'parameter': case 'draw': case 'newParameter': case 'z': case 'a': return value < 0 ? 'neg' : 'pos';
    default: return undefined;
  }
}

/** TeX without the colours that would tell a sign before it is computed. */
export function inInk(tex: string): string {
  return tex.replaceAll(/\\htmlClass\{(?:neg|pos)\}/g, '');
}

/** Three digits; what is not defined is said in words. */
export function valueText(address: Address, value: number): string {
  if (Number.isNaN(value)) return 'not defined';
  if (address.kind === 'learningRate') return formatSetting(value);
  return toneOf(address, value) === 'grad' ? formatSigned(value) : formatNumber(value);
}
