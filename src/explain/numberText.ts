// 0.0827432 → 0.0827, a gradient of 0.05 → +0.05
/** A quantity's number as people read it: gradients and updates with their sign. */
import type { Address } from './address.ts';
import { toneOf } from './tone.ts';
import { formatNumber, formatSetting, formatSigned } from '../viz/format.ts';
import { say } from '../words/say.ts';

export const NOT_YET = '–';

/** TeX without the colours that would tell a sign before it is computed. */
export function inInk(tex: string): string {
  return tex.replaceAll(/\\htmlClass\{(?:neg|pos)\}/g, '');
}

/** Three digits; what is not defined is said in words. */
export function valueText(address: Address, value: number): string {
  if (Number.isNaN(value)) return say('not defined');
  if (address.kind === 'learningRate') return formatSetting(value);
  return toneOf(address, value) === 'grad' ? formatSigned(value) : formatNumber(value);
}
