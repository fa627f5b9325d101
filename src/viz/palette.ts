// colour(v) = mix(zero, v < 0 ? heatneg : heatpos, |v|^0.9), v ∈ [−1, 1], as a table of 256
/** The tokens of app/tokens.css as what canvases need: strings to stroke with and tables to fill images from. */

export const COLOUR_TOKENS = [
  'bg', 'ink', 'ink2', 'ink3', 'line', 'hair', 'neg', 'zero', 'pos', 'heatneg', 'heatpos', 'ptneg', 'ptpos', 'ptring',
  'grad', 'gradsoft', 'losslow', 'losshigh', 'train', 'val', 'mark', 'markline',
] as const;
export const CLASS_TOKENS = [
  'class2', 'class3', 'class4', 'class5', 'class6', 'class7', 'class8', 'class9',
] as const;
/** Runs beside the present one, in the order in which they are given out. */
export const RUN_TOKENS = ['run0', 'run1', 'run2', 'run3', 'run4', 'run5'] as const;
export const SIZE_TOKENS = ['t1', 't2', 't3', 't4', 't5', 'pen'] as const;
export const TEXT_TOKENS = ['text', 'symbol'] as const;

type ColourToken = (typeof COLOUR_TOKENS)[number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** Marker shapes by class, so that a class never hangs on its colour alone. */
export const CLASS_SHAPES = [
  'diamond', 'disc', 'triangle', 'square', 'star', 'triangleDown', 'plus', 'pentagon', 'cross', 'bar',
] as const;
export type PointShape = (typeof CLASS_SHAPES)[number];

/** Colours of one class: its area in the picture, its data points, and the marker's shape. */
export type ClassColour = { readonly area: string; readonly areaRgb: Rgb; readonly point: string; readonly shape: PointShape };

export type Palette = Readonly<Record<ColourToken, string>> & {
  readonly dark: boolean;
  /** 256 colours from −1 (index 0) through 0 to +1 (index 255), packed for ImageData seen as Uint32Array. */
  readonly diverging: Uint32Array;
  /** 256 colours from 0 (nearly the background) to 1 in the gradient's hue, packed likewise. */
  readonly gradient: Uint32Array;
  /** The same two tables as CSS colours, for strokes and fills. */
  readonly divergingColours: readonly string[];
  readonly gradientColours: readonly string[];
  /** Ten; class 0 and 1 are the negative and the positive end of the diverging scale. */
  readonly classes: readonly ClassColour[];
  /** As RUN_TOKENS; the colour of run `i` is `runs[i % runs.length]`. */
  readonly runs: readonly string[];
  /** Font sizes in px and font families. */
  readonly t1: number;
  readonly t2: number;
  readonly t3: number;
  readonly t4: number;
  readonly t5: number;
  readonly text: string;
  readonly symbol: string;
  /** Line widths in pictures are multiplied by this (presenter mode: thicker). */
  readonly pen: number;
};

/** "#rgb", "#rrggbb", "rgb(1, 2, 3)" or "rgb(1 2 3 / 1)"; black when it is none of them. */
export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) {
    const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const bits = Number.parseInt(full, 16);
    return [bits >> 16, (bits >> 8) & 255, bits & 255];
  }
  const numbers = /^rgba?\(([^)]*)\)$/.exec(text.trim())?.[1]?.split(/[\s,/]+/).map(Number) ?? [];
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}

/** The colour `share` of the way from `from` to `to`, in sRGB. */
export function mixRgb(from: Rgb, to: Rgb, share: number): Rgb {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share];
}

export function cssColour(colour: Rgb): string {
  return `rgb(${Math.round(colour[0])},${Math.round(colour[1])},${Math.round(colour[2])})`;
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** One opaque pixel of ImageData. */
export function packColour(colour: Rgb): number {
  const [r, g, b] = [Math.round(colour[0]), Math.round(colour[1]), Math.round(colour[2])];
  return (littleEndian ? (255 << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | 255) >>> 0;
}

/** Relative luminance of WCAG 2, 0 (black) to 1 (white). */
function luminance(colour: Rgb): number {
  const linear = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

const FALLBACK_SIZES = { t1: 12, t2: 13, t3: 15, t4: 18, t5: 30, pen: 1 };

/**
 * @param tokens values by token name without the dashes ("bg" → "#fafaf8"); colours as hex or rgb(), sizes in px.
 *   A missing colour is black, a missing size that of the desktop.
 */
export function createPalette(tokens: Readonly<Record<string, string>>): Palette {
  const rgb = (name: string) => parseColour(tokens[name] ?? '');
  const size = (name: keyof typeof FALLBACK_SIZES) => Number.parseFloat(tokens[name] ?? '') || FALLBACK_SIZES[name];
  const colours = Object.fromEntries(COLOUR_TOKENS.map((name) => [name, cssColour(rgb(name))])) as Record<ColourToken, string>;
  const dark = luminance(rgb('bg')) < luminance(rgb('ink'));
  const [negative, zero, positive, gradient, ink] = [rgb('heatneg'), rgb('zero'), rgb('heatpos'), rgb('grad'), rgb('ink')];
  const steps = Array.from({ length: 256 }, (_, i) => i);
  const diverging = steps.map((i) => {
    const v = i / 127.5 - 1;
    return mixRgb(zero, v < 0 ? negative : positive, Math.abs(v) ** 0.9);
  });
  const gradients = steps.map((i) => mixRgb(zero, gradient, (i / 255) ** 0.9));
  return {
    ...colours,
    dark,
    diverging: Uint32Array.from(diverging, packColour),
    gradient: Uint32Array.from(gradients, packColour),
    divergingColours: diverging.map(cssColour),
    gradientColours: gradients.map(cssColour),
    classes: [
      { area: colours.heatneg, areaRgb: negative, point: colours.ptneg, shape: CLASS_SHAPES[0] },
      { area: colours.heatpos, areaRgb: positive, point: colours.ptpos, shape: CLASS_SHAPES[1] },
      ...CLASS_TOKENS.map((name, i) => ({
        area: cssColour(rgb(name)),
        areaRgb: rgb(name),
        point: cssColour(mixRgb(rgb(name), ink, dark ? 0.62 : 0.55)),
        shape: CLASS_SHAPES[i + 2] ?? 'disc',
      })),
    ],
    runs: RUN_TOKENS.map((name) => cssColour(rgb(name))),
    t1: size('t1'), t2: size('t2'), t3: size('t3'), t4: size('t4'), t5: size('t5'), pen: size('pen'),
    text: tokens['text'] || 'Plex, system-ui, sans-serif',
    symbol: tokens['symbol'] || 'KaTeX_Math, KaTeX_Main, serif',
  };
}

/** Colours of the first `count` classes (at least two). */
export function classColours(palette: Palette, count: number): readonly ClassColour[] {
  return palette.classes.slice(0, Math.max(2, count));
}

/** A colour of the palette, "rgb(1,2,3)", with an opacity. */
export function translucent(colour: string, alpha: number): string {
  return colour.replace('rgb(', 'rgba(').replace(')', `,${alpha})`);
}

/** The colour of a run by its index (0, 1, 2 …), for style sheets: "var(--run2)"; for canvases from the palette. */
export function runColour(index: number, palette?: Palette): string {
  const at = ((index % RUN_TOKENS.length) + RUN_TOKENS.length) % RUN_TOKENS.length;
  return palette?.runs[at] ?? `var(--${RUN_TOKENS[at] ?? 'run0'})`;
}

/** Index into a 256-entry diverging table for `value` on a scale from −`limit` to +`limit`; zero when not finite. */
export function divergingIndex(value: number, limit: number): number {
  const share = value / limit;
  if (!(share > -1)) return Number.isNaN(share) ? 128 : 0;
  return share >= 1 ? 255 : Math.round((share + 1) * 127.5);
}
