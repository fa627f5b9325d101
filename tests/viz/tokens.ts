/** app/tokens.css as the two themes see it, and colours as colour-blind eyes see them. */
import { readFileSync } from 'node:fs';
import type { Rgb } from '../../src/viz/palette.ts';

/** @param projected as in presenter mode, where some are deeper */
export function readTokens(theme: 'light' | 'dark', projected = false): Record<string, string> {
  const whole = readFileSync(new URL('../../src/app/tokens.css', import.meta.url), 'utf8');
  const css = projected ? whole : whole.slice(0, whole.indexOf(":root[data-mode='present']"));
  const tokens: Record<string, string> = {};
  for (const [, name = '', light = '', dark = ''] of css.matchAll(/--([\w]+):\s*light-dark\(([^,]+),\s*([^)]+)\)/g)) tokens[name] = theme === 'light' ? light : dark;
  return tokens;
}

export const SIGHTS = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Sight = (typeof SIGHTS)[number];

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const MATRICES: Record<Sight, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function lab(colour: Rgb, sight: Sight): [number, number, number] {
  const linear = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  const m = MATRICES[sight];
  const [r, g, b] = [0, 3, 6].map((row) => Math.min(1, Math.max(0, (m[row] ?? 0) * (linear[0] ?? 0) + (m[row + 1] ?? 0) * (linear[1] ?? 0) + (m[row + 2] ?? 0) * (linear[2] ?? 0)))) as [number, number, number];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389 / 27 + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance in CIE Lab of two colours as that eye sees them. */
export function distanceSeen(a: Rgb, b: Rgb, sight: Sight): number {
  const [p, q] = [lab(a, sight), lab(b, sight)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
