import { describe, expect, it } from 'vitest';
import { CLASS_TOKENS, COLOUR_TOKENS, contrast, createPalette, divergingIndex, parseColour, RUN_TOKENS, runColour, type Rgb } from '../../src/viz/palette.ts';
import { distanceSeen, readTokens, SIGHTS } from './tokens.ts';

const themes = { light: readTokens('light'), dark: readTokens('dark') };
const colour = (theme: keyof typeof themes, token: string): Rgb => parseColour(themes[theme][token] ?? '');

describe('tokens.css', () => {
  it('has every token that canvases use', () => {
    for (const tokens of Object.values(themes)) {
      for (const name of [...COLOUR_TOKENS, ...CLASS_TOKENS, ...RUN_TOKENS]) expect(tokens[name], name).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  // Least contrast on the background, light and dark (look/README.md).
  it.each([
    ['ink', 17, 15.5], ['ink2', 8.2, 9.1], ['ink3', 5.1, 5.9], ['neg', 5.5, 7.5], ['pos', 5.8, 7.6], ['heatneg', 4.9, 4.8], ['heatpos', 5.8, 4.5],
    ['grad', 8.8, 10], ['train', 17, 15.5], ['val', 5.1, 8.5], ['markline', 4.6, 12], ['ptneg', 8.6, 11.8], ['ptpos', 10.5, 12.3],
  ])('%s stands out from the background', (token, light, dark) => {
    expect(contrast(colour('light', token), colour('light', 'bg'))).toBeGreaterThanOrEqual(light - 0.06);
    expect(contrast(colour('dark', token), colour('dark', 'bg'))).toBeGreaterThanOrEqual(dark - 0.06);
  });

  it('keeps text readable on the marker', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const token of ['ink', 'neg', 'pos', 'grad']) expect(contrast(colour(theme, token), colour(theme, 'mark'))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is readable from the last row when projected, on the marker too, and keeps the signs and the gradient apart', () => {
    for (const theme of ['light', 'dark'] as const) {
      const tokens = readTokens(theme, true);
      const projected = (token: string): Rgb => parseColour(tokens[token] ?? '');
      for (const token of ['ink', 'ink2', 'ink3', 'neg', 'pos', 'grad', 'val']) {
        for (const ground of ['bg', 'mark']) expect(contrast(projected(token), projected(ground)), `${theme} ${token} on ${ground}`).toBeGreaterThanOrEqual(7);
      }
      for (const sight of SIGHTS) {
        for (const [a, b] of [['pos', 'grad'], ['neg', 'grad'], ['pos', 'neg']] as const) expect(distanceSeen(projected(a), projected(b), sight), `${theme} ${a} ${b} ${sight}`).toBeGreaterThanOrEqual(18);
      }
    }
  });

  it('keeps negative, positive and gradient apart for colour-blind eyes', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const sight of SIGHTS) {
        expect(distanceSeen(colour(theme, 'heatneg'), colour(theme, 'heatpos'), sight)).toBeGreaterThanOrEqual(60);
        for (const end of ['pos', 'neg']) expect(distanceSeen(colour(theme, 'grad'), colour(theme, end), sight)).toBeGreaterThanOrEqual(18);
      }
    }
  });

  it('keeps runs apart from each other and from the present run for colour-blind eyes, and visible', () => {
    for (const theme of ['light', 'dark'] as const) {
      const runs = RUN_TOKENS.map((token) => colour(theme, token));
      for (const [i, run] of runs.entries()) {
        expect(contrast(run, colour(theme, 'bg')), `${theme} ${i}`).toBeGreaterThanOrEqual(3);
        for (const sight of SIGHTS) {
          for (const other of [...runs.slice(0, i), colour(theme, 'train'), colour(theme, 'val'), colour(theme, 'ink3')]) {
            expect(distanceSeen(run, other, sight), `${theme} ${sight} ${i}`).toBeGreaterThanOrEqual(12);
          }
        }
      }
    }
    expect(runColour(7)).toBe('var(--run1)');
    expect(runColour(7, createPalette(themes.light))).toBe(runColour(1, createPalette(themes.light)));
  });

  it('keeps the first five classes well apart for colour-blind eyes, and all ten apart (shapes do the rest)', () => {
    for (const theme of ['light', 'dark'] as const) {
      const classes = createPalette(themes[theme]).classes.map((c) => c.areaRgb);
      for (const [count, sights, least] of [[5, SIGHTS, 15], [10, SIGHTS, 6]] as const) {
        for (const sight of sights) {
          for (let i = 0; i < count; i++) {
            for (let j = 0; j < i; j++) {
              expect(distanceSeen(classes[i] ?? [0, 0, 0], classes[j] ?? [0, 0, 0], sight), `${theme} ${sight} ${j} ${i}`).toBeGreaterThanOrEqual(least);
            }
          }
        }
      }
    }
  });
});

describe('createPalette', () => {
  it('knows a dark page from a light one and never fails', () => {
    expect(createPalette(themes.light).dark).toBe(false);
    expect(createPalette(themes.dark).dark).toBe(true);
    expect(createPalette({}).diverging).toHaveLength(256);
  });
  it('has the scale from its negative end over nearly the background to its positive end', () => {
    const palette = createPalette(themes.light);
    expect(parseColour(palette.divergingColours[0] ?? '')).toEqual(colour('light', 'heatneg'));
    expect(parseColour(palette.divergingColours[255] ?? '')).toEqual(colour('light', 'heatpos'));
    expect(contrast(parseColour(palette.divergingColours[128] ?? ''), colour('light', 'bg'))).toBeLessThan(1.15);
  });
  it('gives every data point of a class ≥ 4.5 on its ring', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const c of createPalette(themes[theme]).classes) {
        expect(contrast(parseColour(c.point), colour(theme, 'ptring')), `${theme} ${c.shape}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
  it('has ten different shapes', () => {
    expect(new Set(createPalette({}).classes.map((c) => c.shape)).size).toBe(10);
  });
});

describe('colours', () => {
  it('reads what style sheets and browsers write', () => {
    expect(parseColour('#fff')).toEqual([255, 255, 255]);
    expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
    expect(parseColour('rgb(1 2 3 / 0.5)')).toEqual([1, 2, 3]);
    expect(parseColour('nonsense')).toEqual([0, 0, 0]);
  });
  it('puts any value on the scale', () => {
    expect([-Infinity, -2, 0, 2, Infinity, Number.NaN].map((v) => divergingIndex(v, 1))).toEqual([0, 0, 128, 255, 255, 128]);
  });
});
