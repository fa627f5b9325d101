// y = log L (or L) over x = epoch; per bucket the mean, and a band from the least to the largest
/** The loss curves: axes that do not make cliffs of crumbs, the curves, and curves of a function of one input. */
import type { Palette } from './palette.ts';
import { linearTicks, logTicks, tidyCeil, tidyFloor, type Tick } from './ticks.ts';

/** One entry a bucket; structurally the worker's LossHistory. */
export type CurveHistory = {
  readonly step: ArrayLike<number>;
  readonly epoch: ArrayLike<number>;
  readonly train: ArrayLike<number>;
  readonly trainMin: ArrayLike<number>;
  readonly trainMax: ArrayLike<number>;
  readonly validation: ArrayLike<number>;
  readonly validationMin: ArrayLike<number>;
  readonly validationMax: ArrayLike<number>;
};

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type CurveScales = {
  readonly box: Box;
  /** What was asked for, or 'linear' where a loss is not positive. */
  readonly axis: 'log' | 'linear';
  readonly along: 'epoch' | 'step';
  /** Ends of both axes. */
  readonly end: number;
  readonly low: number;
  readonly high: number;
  readonly xOf: (place: number) => number;
  /** Losses beyond the axis are drawn at its ends. */
  readonly yOf: (loss: number) => number;
  /** The place (epoch or step) at a px, clamped to the axis. */
  readonly placeAt: (x: number) => number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
};

/** The shortest of 20, 40, 80, 160 … that leaves the curve room to grow. */
export function curveEnd(last: number): number {
  let end = 20;
  while (end < last * 1.05 && end < Number.MAX_SAFE_INTEGER) end *= 2;
  return end;
}

function lossRange(history: CurveHistory, others: readonly CurveHistory[], showValidation: boolean): { least: number; most: number; leastPositive: number } {
  let [least, most, leastPositive] = [Infinity, -Infinity, Infinity];
  const own = showValidation
    ? [history.trainMin, history.trainMax, history.validationMin, history.validationMax]
    : [history.trainMin, history.trainMax];
  const columns = [...own, ...others.map(({ train }) => train)];
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const loss = column[i] ?? Number.NaN;
      if (!Number.isFinite(loss)) continue;
      least = Math.min(least, loss);
      most = Math.max(most, loss);
      if (loss > 0) leastPositive = Math.min(leastPositive, loss);
    }
  }
  return { least, most, leastPositive };
}

/** Whether a loss of the present run or of the others shown is below 0, so that there is no logarithmic axis. */
export function fallsBelowZero(history: CurveHistory, others: readonly CurveHistory[]): boolean {
  return lossRange(history, others, true).least < 0;
}

/** Eighths, quarters or halves of the axis, so that its end has a mark of its own. */
function placeTicks(end: number, width: number): Tick[] {
  const parts = [8, 4, 2].find((count) => width / count >= 70 && Number.isInteger(end / count)) ?? 1;
  return Array.from({ length: parts + 1 }, (_, i) => ({ value: (i * end) / parts, kind: 'major' }));
}

/** Curves of other runs lengthen the axis so many times at most, or the present one would begin as a sliver. */
const LONGER = 8;
/** A spike is shown up to so many times the first loss. */
const SPIKE = 50;

/**
 * Axes for a history. The loss axis is tidy and spans at least a factor of ten (log) or begins at zero (linear), so that
 * 0.496 and 0.508 look like what they are: nearly equal.
 */
export function curveScales(
  history: CurveHistory, box: Box,
  options: {
    readonly axis?: 'log' | 'linear'; readonly along?: 'epoch' | 'step'; readonly showValidation?: boolean; readonly end?: number;
    /** Other runs whose training curves are drawn beside. */
    readonly others?: readonly CurveHistory[];
    /** Ends of a linear axis, whatever the curves. */
    readonly range?: readonly [low: number, high: number];
  } = {},
): CurveScales {
  const { showValidation = true, along = 'epoch', others = [] } = options;
  const range = lossRange(history, others, showValidation);
  const empty = !(range.most > -Infinity);
  const axis = options.range !== undefined ? 'linear' : options.axis !== 'linear' && (empty || range.least >= 0) && range.most > 0 ? 'log' : empty && options.axis !== 'linear' ? 'log' : 'linear';
  const first = Math.abs(history.train[0] ?? 0);
  const most = empty ? 1 : first > 0 ? Math.min(range.most, first * SPIKE) : range.most;
  let [low, high] = options.range ?? [0, 1];
  if (axis === 'log') {
    // Below this a span of twelve decades would leave the range of numbers.
    high = tidyCeil(Math.max(most, 1e-290));
    low = Math.max(Math.min(tidyFloor(empty ? 0.1 : Math.min(range.leastPositive, most)), high / 10), high * 1e-12);
  } else if (!empty && options.range === undefined) {
    low = range.least < 0 ? -tidyCeil(-range.least) : 0;
    high = most > 0 ? tidyCeil(most) : 0;
    if (high === low) high = low + 1;
  }
  const lastOf = (curve: CurveHistory): number => {
    const places = along === 'epoch' ? curve.epoch : curve.step;
    return places[places.length - 1] ?? 0;
  };
  const ownEnd = curveEnd(lastOf(history));
  const end = options.end ?? Math.max(ownEnd, Math.min(LONGER * ownEnd, curveEnd(Math.max(0, ...others.map(lastOf)))));
  const logSpan = Math.log(high / low);
  const xOf = (place: number) => box.x + (place / end) * box.width;
  const shareOf = (loss: number) => {
    if (Number.isNaN(loss)) return 1;
    const share = axis === 'log' ? (loss > 0 ? Math.log(loss / low) / logSpan : 0) : (loss - low) / (high - low);
    return Math.min(1, Math.max(0, share));
  };
  const wide = Math.log10(high / low) > 2.2;
  const yTicks = axis === 'linear' ? linearTicks(low, high, Math.max(2, Math.floor(box.height / 28)))
    : logTicks(low, high, [2, 5]).filter((tick) => tick.kind === 'major' || (!wide && tick.kind === 'middle'));
  return {
    box, axis, along, end, low, high,
    xOf,
    yOf: (loss) => box.y + box.height * (1 - shareOf(loss)),
    placeAt: (x) => Math.min(end, Math.max(0, ((x - box.x) / box.width) * end)),
    xTicks: placeTicks(end, box.width),
    yTicks,
  };
}

type CurveOptions = {
  readonly lineWidth?: number;
  /** Beyond this place (epoch or step) the curve is drawn in ink3: a past moment is shown. */
  readonly until?: number;
};

/**
 * Strokes one column as a line with gaps where it is not finite, or above the axis: there it leaves through the top and comes back.
 * @returns x of the places where it leaves through the top
 */
function strokeColumn(ctx: CanvasRenderingContext2D, places: ArrayLike<number>, column: ArrayLike<number>, scales: CurveScales): readonly number[] {
  const leaves: number[] = [];
  ctx.beginPath();
  let open = false;
  /** x of the last point if it is above the axis. */
  let above: number | null = null;
  for (let i = 0; i < places.length; i++) {
    const loss = column[i] ?? Number.NaN;
    if (!Number.isFinite(loss)) {
      [open, above] = [false, null];
      continue;
    }
    const [x, y] = [scales.xOf(places[i] ?? 0), scales.yOf(loss)];
    if (loss > scales.high) {
      if (open) ctx.lineTo(x, y);
      if (open || i === 0) leaves.push(x);
      [open, above] = [false, x];
      continue;
    }
    if (above !== null) ctx.moveTo(above, scales.box.y);
    if (open || above !== null) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    [open, above] = [true, null];
  }
  ctx.stroke();
  return leaves;
}

/** Arrowheads at the top of the box where a curve leaves it, none on another. */
function drawLeaves(ctx: CanvasRenderingContext2D, leaves: readonly number[], { box }: CurveScales, size: number): void {
  let last = -Infinity;
  for (const x of leaves) {
    if (x - last < 3 * size) continue;
    last = x;
    ctx.beginPath();
    ctx.moveTo(x, box.y - 4);
    ctx.lineTo(x + size, box.y - 4 + 1.5 * size);
    ctx.lineTo(x - size, box.y - 4 + 1.5 * size);
    ctx.closePath();
    ctx.fill();
  }
}

function fillBand(ctx: CanvasRenderingContext2D, places: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, scales: CurveScales): void {
  const n = places.length;
  ctx.beginPath();
  for (let i = 0; i < n; i++) ctx.lineTo(scales.xOf(places[i] ?? 0), scales.yOf(high[i] ?? Number.NaN));
  for (let i = n - 1; i >= 0; i--) ctx.lineTo(scales.xOf(places[i] ?? 0), scales.yOf(low[i] ?? Number.NaN));
  ctx.closePath();
  ctx.fill();
}

/** Both curves inside their box: the band of each bucket pale, validation dashed 5 3.5 below, training solid above. */
export function drawLossCurve(
  ctx: CanvasRenderingContext2D, history: CurveHistory, scales: CurveScales, palette: Palette, options: CurveOptions = {},
): void {
  const { lineWidth = 1.75, until } = options;
  const places = scales.along === 'epoch' ? history.epoch : history.step;
  if (places.length === 0) return;
  const both = (grey: boolean) => {
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    ctx.lineWidth = lineWidth * palette.pen;
    ctx.globalAlpha = 0.16;
    if ((history.validation[0] ?? Number.NaN) > -Infinity) {
      ctx.fillStyle = grey ? palette.ink3 : palette.val;
      fillBand(ctx, places, history.validationMin, history.validationMax, scales);
    }
    ctx.fillStyle = grey ? palette.ink3 : palette.train;
    fillBand(ctx, places, history.trainMin, history.trainMax, scales);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = grey ? palette.ink3 : palette.val;
    ctx.setLineDash([5 * palette.pen, 3.5 * palette.pen]);
    strokeColumn(ctx, places, history.validation, scales);
    ctx.setLineDash([]);
    ctx.strokeStyle = grey ? palette.ink3 : palette.train;
    const leaves = strokeColumn(ctx, places, history.train, scales);
    ctx.fillStyle = grey ? palette.ink3 : palette.train;
    drawLeaves(ctx, leaves, scales, 4 * palette.pen);
  };
  const { box } = scales;
  const cut = until === undefined ? Infinity : scales.xOf(until);
  const side = (from: number, to: number, grey: boolean) => {
    if (to <= from) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, box.y - 4, to - from, box.height + 8);
    ctx.clip();
    both(grey);
    ctx.restore();
  };
  side(box.x - 2, Math.min(cut, box.x + box.width + 2), false);
  if (cut < box.x + box.width) side(cut, box.x + box.width + 2, true);
}

/** The training curve of another run, thin and in its colour, inside the box. */
export function drawGhostCurve(ctx: CanvasRenderingContext2D, history: CurveHistory, scales: CurveScales, colour: string, lineWidth: number): void {
  const { box } = scales;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x - 2, box.y - 4, box.width + 4, box.height + 8);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = lineWidth;
  ctx.lineJoin = 'round';
  strokeColumn(ctx, scales.along === 'epoch' ? history.epoch : history.step, history.train, scales);
  ctx.restore();
}

/** Horizontal hairlines at the loss ticks and the axis with its marks at the place ticks; labels are the caller's. */
export function drawCurveAxes(ctx: CanvasRenderingContext2D, scales: CurveScales, palette: Palette): void {
  const { box } = scales;
  const half = (v: number) => Math.round(v) + 0.5;
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.hair;
  ctx.beginPath();
  for (const tick of scales.yTicks) {
    ctx.moveTo(box.x, half(scales.yOf(tick.value)));
    ctx.lineTo(box.x + box.width, half(scales.yOf(tick.value)));
  }
  ctx.stroke();
  ctx.strokeStyle = palette.ink2;
  ctx.beginPath();
  const foot = half(box.y + box.height);
  ctx.moveTo(box.x, foot);
  ctx.lineTo(box.x + box.width, foot);
  for (const tick of scales.xTicks) {
    ctx.moveTo(half(scales.xOf(tick.value)), foot);
    ctx.lineTo(half(scales.xOf(tick.value)), foot + 5);
  }
  ctx.stroke();
}

/** Index of the bucket nearest to a place (epoch or step), −1 for an empty history. */
export function nearestBucket(history: CurveHistory, along: 'epoch' | 'step', place: number): number {
  const places = along === 'epoch' ? history.epoch : history.step;
  let [low, high] = [0, places.length - 1];
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  const before = places[low - 1];
  return before !== undefined && place - before <= (places[low] ?? Infinity) - place ? low - 1 : low;
}

/**
 * A function of one input as a line in a box, clipped to it.
 * @param values at `count` evenly spaced inputs, the first and last at the box's sides ('ends') or half a step inside ('centres')
 * @param range values at the foot and at the head of the box
 */
export function drawFunction(
  ctx: CanvasRenderingContext2D, values: ArrayLike<number>, box: Box, range: readonly [number, number],
  options: { readonly colour: string; readonly lineWidth: number; readonly sampling?: 'ends' | 'centres'; readonly offset?: number; readonly count?: number },
): void {
  const { offset = 0, count = values.length - offset, sampling = 'ends' } = options;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  ctx.beginPath();
  let open = false;
  for (let i = 0; i < count; i++) {
    const value = values[offset + i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      open = false;
      continue;
    }
    const x = box.x + (sampling === 'ends' ? i / Math.max(1, count - 1) : (i + 0.5) / count) * box.width;
    const y = box.y + box.height * (1 - (value - range[0]) / (range[1] - range[0]));
    // Far outside the box is far enough: some canvases fail on huge coordinates.
    const near = Math.min(box.y + 4 * box.height, Math.max(box.y - 3 * box.height, y));
    if (open) ctx.lineTo(x, near);
    else ctx.moveTo(x, near);
    open = true;
  }
  ctx.strokeStyle = options.colour;
  ctx.lineWidth = options.lineWidth;
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.restore();
}
