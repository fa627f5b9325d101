// "w_{12}" → w italic, 12 upright and below: the little mathematics that stands in pictures
/** Symbols for canvases and labels in KaTeX's fonts, so that a symbol looks the same as in the formulas. */
import type { Palette } from './palette.ts';

export type MathRun = { readonly text: string; readonly italic: boolean; readonly level: 'base' | 'below' | 'above' };

const LETTERS = /^[\p{L}]$/u;

/** Splits markup into runs of one face and one level: letters italic, names of functions and everything else upright. */
export function readMath(markup: string): MathRun[] {
  const runs: MathRun[] = [];
  const pattern = /([_^])(?:\{([^}]*)\}|(.))|(sin|cos|min|max|.)/gsu;
  for (const [, sign, group, single, plain] of markup.matchAll(pattern)) {
    const level = sign === '_' ? 'below' : sign === '^' ? 'above' : 'base';
    const name = plain !== undefined && plain.length > 2;
    for (const text of group ?? single ?? plain ?? '') {
      const italic = LETTERS.test(text) && text !== '∇' && !name;
      const last = runs.at(-1);
      const joins = last !== undefined && last.level === level && (last.italic === italic || /[\u0300-\u036f]/.test(text));
      if (joins) runs[runs.length - 1] = { ...last, text: last.text + text };
      else runs.push({ text, italic, level });
    }
  }
  return runs;
}

/** Runs that stand over one another: indices above and below that follow each other belong to the same letter. */
export function groupScripts(runs: readonly MathRun[]): readonly (readonly MathRun[])[] {
  const groups: MathRun[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (run.level !== 'base' && last !== undefined && last[0]?.level !== 'base') last.push(run);
    else groups.push([run]);
  }
  return groups;
}

const DROP = { base: 0, below: 0.2, above: -0.38 } as const;

function fontOf(run: MathRun, size: number): string {
  const px = run.level === 'base' ? size * 1.14 : size * 0.84;
  return run.italic ? `italic ${px}px KaTeX_Math, KaTeX_Main, serif` : `${px}px KaTeX_Main, serif`;
}

/**
 * Draws `markup` with its baseline at y and returns its width in px.
 * @param size of the text around it, in px; symbols are set a little larger, as in formulas
 */
export function drawMath(
  ctx: CanvasRenderingContext2D,
  markup: string,
  x: number,
  y: number,
  palette: Palette,
  options: { readonly size?: number; readonly colour?: string; readonly align?: 'left' | 'center' | 'right' } = {},
): number {
  const { size = palette.t3, colour = palette.ink, align = 'left' } = options;
  const groups = groupScripts(readMath(markup));
  const widthOf = (run: MathRun): number => {
    ctx.font = fontOf(run, size);
    return ctx.measureText(run.text).width;
  };
  // Of an index above and one below the wider counts.
  const widths = groups.map((group) => Math.max(lineWidth(group, 'base', widthOf), lineWidth(group, 'above', widthOf), lineWidth(group, 'below', widthOf)));
  const width = widths.reduce((sum, w) => sum + w, 0);
  let at = align === 'left' ? x : align === 'center' ? x - width / 2 : x - width;
  ctx.fillStyle = colour;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  groups.forEach((group, i) => {
    const from = { base: at, above: at, below: at };
    for (const run of group) {
      ctx.font = fontOf(run, size);
      ctx.fillText(run.text, from[run.level], y + DROP[run.level] * size);
      from[run.level] += ctx.measureText(run.text).width;
    }
    at += widths[i] ?? 0;
  });
  return width;
}

function lineWidth(group: readonly MathRun[], level: MathRun['level'], widthOf: (run: MathRun) => number): number {
  return group.reduce((sum, run) => (run.level === level ? sum + widthOf(run) : sum), 0);
}
