/**
 * The timeline's picture: viz draws axes and curves; here stand what only the timeline has: labels, a dotted line where a
 * setting was changed in mid-run, the playhead with the curves' names, the cursor.
 */
import { curveScales, drawCurveAxes, drawGhostCurve, drawLossCurve, nearestBucket, type CurveScales } from '../viz/curve.ts';
import { formatCount, formatSetting } from '../viz/format.ts';
import type { Palette } from '../viz/palette.ts';
import type { LossHistory, RunEvent, TrainingFrame } from '../worker/protocol.ts';

type Context = CanvasRenderingContext2D;

export type CurveOptions = {
  readonly marks: readonly RunEvent[];
  readonly axis: 'log' | 'linear';
  readonly showValidation: boolean;
  /** Epoch the cursor is at, or null. */
  readonly cursor: number | null;
  /** Epoch of the past moment that is shown; null at the end of the curve. */
  readonly past: number | null;
  readonly ghosts: readonly Ghost[];
  /** The playhead has the keyboard's focus. */
  readonly focused: boolean;
};

/** Another run, beside the present one. */
export type Ghost = { readonly name: string; readonly colour: string; readonly history: LossHistory };

/** Above the marker, for the ring around it; then the marker. */
const TOP = 6;
const HEAD = TOP + 12;
/** Room for the losses' labels left of the axis, at 12 px text. */
const GUTTER = 44;
const LONGEST_LABEL = 40;

/** Draws everything and returns the scales, for reading a place back. */
export function drawCurves(
  context: Context, { width, height, palette }: { readonly width: number; readonly height: number; readonly palette: Palette },
  frame: TrainingFrame, options: CurveOptions,
): CurveScales {
  const { history } = frame;
  const { axis, showValidation, ghosts } = options;
  const gutter = (GUTTER * palette.t1) / 12;
  const scales = curveScales(history, { x: gutter, y: HEAD, width: width - gutter, height: Math.max(20, height - HEAD - palette.t1 - 12) }, {
    axis, showValidation, others: ghosts.map((ghost) => ghost.history),
  });
  drawCurveAxes(context, scales, palette);
  context.font = `${palette.t1}px ${palette.text}`;
  context.textBaseline = 'alphabetic';
  drawTickLabels(context, scales, palette);
  for (const ghost of ghosts) drawGhostCurve(context, ghost.history, scales, ghost.colour, 1.25 * palette.pen);
  drawMarks(context, scales, palette, options.marks, options.past ?? Infinity);
  drawLossCurve(context, history, scales, palette, { showValidation, ...(options.past === null ? {} : { until: options.past }) });
  const names = drawPlayhead(context, scales, palette, history, options);
  drawGhostNames(context, scales, palette, ghosts, { history, words: names });
  if (options.cursor !== null) drawCursor(context, scales, palette, history, options.cursor, showValidation);
  return scales;
}

/** Losses stand left of their lines, where there is room; epochs under the axis. */
function drawTickLabels(context: Context, scales: CurveScales, palette: Palette): void {
  const { box } = scales;
  context.fillStyle = palette.ink3;
  context.textAlign = 'right';
  let lowest = Infinity;
  for (const { value } of scales.yTicks) {
    const y = Math.round(scales.yOf(value));
    if (lowest - y < palette.t1 + 2) continue;
    lowest = y;
    context.fillText(formatSetting(value, 3), box.x - 6, y + palette.t1 / 3);
  }
  scales.xTicks.forEach(({ value }, index, all) => {
    if (!Number.isInteger(value)) return;
    const last = index === all.length - 1;
    const ahead = all[index + 1];
    // The last label carries the unit and grows to the left.
    if (index === all.length - 2 && ahead !== undefined && scales.xOf(ahead.value) - scales.xOf(value) < palette.t1 * 8) return;
    context.textAlign = last ? 'right' : 'center';
    context.fillText(`${last ? 'epoch ' : ''}${formatCount(value)}`, scales.xOf(value), box.y + box.height + palette.t1 + 7);
  });
}

/** Dotted lines where settings or weights were changed in mid-run; where labels would overlap the newest stays. Those ahead are pale. */
function drawMarks(context: Context, scales: CurveScales, palette: Palette, marks: readonly RunEvent[], past: number): void {
  const { box } = scales;
  let free = Infinity;
  for (const event of marks.toReversed()) {
    if (event.step === 0) continue;
    const x = Math.round(scales.xOf(event.epoch)) + 0.5;
    const colour = event.epoch > past ? palette.ink3 : palette.grad;
    context.strokeStyle = colour;
    context.lineWidth = palette.pen;
    context.setLineDash([1, 2]);
    context.beginPath();
    context.moveTo(x, box.y - 4);
    context.lineTo(x, box.y + box.height);
    context.stroke();
    context.setLineDash([]);
    const text = event.label.length > LONGEST_LABEL ? `${event.label.slice(0, LONGEST_LABEL - 1)}…` : event.label;
    const width = context.measureText(text).width;
    const left = x - 5 - width >= box.x ? x - 5 - width : x + 5;
    if (left + width > free - 8) continue;
    free = left;
    context.textAlign = 'left';
    label(context, palette, text, left, box.y + 5, colour);
  }
}

/** A place on the picture where no other words may stand. */
type Taken = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** The playhead at the moment shown, with the names of the curves beside it; returns the places they take. */
function drawPlayhead(
  context: Context, scales: CurveScales, palette: Palette, history: LossHistory, { past, showValidation, focused }: CurveOptions,
): readonly Taken[] {
  const { box } = scales;
  const end = past === null ? history.epoch.length - 1 : nearestBucket(history, 'epoch', past);
  if (end < 0) return [];
  const x = Math.round(scales.xOf(past ?? history.epoch[end] ?? 0));
  context.fillStyle = palette.ink;
  context.fillRect(x - 0.5, TOP + 4, 1.5 * palette.pen, box.y + box.height - TOP - 4);
  const left = Math.min(box.x + box.width - 12, Math.max(box.x, x - 6));
  traceMarker(context, left, x + 0.25, 0);
  context.fill();
  if (focused) {
    traceMarker(context, left, x + 0.25, 4);
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.stroke();
  }

  const validation = history.validation[end] ?? Number.NaN;
  const named = showValidation && !Number.isNaN(validation);
  const width = context.measureText('validation').width;
  const room = x + 14 + width < box.x + box.width;
  context.textAlign = room ? 'left' : 'right';
  const at = room ? x + 10 : x - 10;
  const [train, other] = labelPlaces(scales.yOf(history.train[end] ?? Number.NaN), named ? scales.yOf(validation) : null, palette.t1, box.y + 2, box.y + box.height - 5);
  label(context, palette, 'training', at, train, palette.train);
  if (named) label(context, palette, 'validation', at, other, palette.val);
  const [from, to] = room ? [x - 8, at + width] : [at - width, x + 8];
  const words = (named ? [train, other] : [train]).map((y) => ({ left: from, right: to, top: y - palette.t1, bottom: y + 4 }));
  return [...words, { left: x - 4, right: x + 4, top: 0, bottom: box.y + box.height }];
}

/** The outline of the playhead's marker, so far outside it. */
function traceMarker(context: Context, left: number, tip: number, outside: number): void {
  context.beginPath();
  context.moveTo(left - outside, TOP - outside);
  context.lineTo(left + 12 + outside, TOP - outside);
  context.lineTo(left + 12 + outside, TOP + 6 + outside / 2);
  context.lineTo(tip, TOP + 12 + outside * 1.4);
  context.lineTo(left - outside, TOP + 6 + outside / 2);
  context.closePath();
}

/** The name of each ghost beside its end, or before it, where no other words and no curve of the present run stand. */
function drawGhostNames(
  context: Context, scales: CurveScales, palette: Palette, ghosts: readonly Ghost[], present: { readonly history: LossHistory; readonly words: readonly Taken[] },
): void {
  const { box } = scales;
  const taken = [...present.words];
  for (const { name, colour, history } of ghosts) {
    const last = history.epoch.length - 1;
    if (last < 0) continue;
    const width = context.measureText(name).width;
    const end = Math.min(box.x + box.width, scales.xOf(history.epoch[last] ?? 0));
    // Where the box ends before the curve does, the height there is that of the bucket under its edge.
    const point = nearestBucket(history, 'epoch', scales.placeAt(end));
    const y = scales.yOf(history.train[point] ?? Number.NaN);
    const places: readonly (readonly [left: number, baseline: number])[] = [
      [end + 6, y + palette.t1 / 3], [end - width - 2, y - 6], [end - width - 2, y + palette.t1 + 4], [end - width - 2, y - palette.t1 - 8],
    ];
    for (const [left, baseline] of places) {
      const place = { left, right: left + width, top: baseline - palette.t1, bottom: baseline + 4 };
      const isInside = place.top >= box.y - 6 && baseline <= box.y + box.height - 3 && left >= box.x && left + width <= box.x + box.width;
      if (!isInside || taken.some((other) => overlap(place, other)) || isCrossed(place, scales, present.history)) continue;
      taken.push(place);
      context.textAlign = 'left';
      label(context, palette, name, left, baseline, colour);
      break;
    }
  }
}

/** Whether a curve of the present run goes through a place. */
function isCrossed(place: Taken, scales: CurveScales, history: LossHistory): boolean {
  for (let x = place.left; x <= place.right; x += 4) {
    if (x > scales.xOf(history.epoch.at(-1) ?? 0)) return false;
    const bucket = nearestBucket(history, 'epoch', scales.placeAt(x));
    for (const curve of [history.train, history.validation]) {
      const y = scales.yOf(curve[bucket] ?? Number.NaN);
      if (!Number.isNaN(curve[bucket] ?? Number.NaN) && y > place.top && y < place.bottom) return true;
    }
  }
  return false;
}

function overlap(a: Taken, b: Taken): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Baselines of the two names beside the playhead: the curve that ends higher has its name higher, and they never overlap.
 * @param size of the text; `top` and `floor` are the first and last baseline allowed
 */
export function labelPlaces(trainY: number, validationY: number | null, size: number, top: number, floor: number): readonly [number, number] {
  const middle = size / 3;
  const clamp = (y: number): number => Math.min(floor, Math.max(top + middle, y));
  if (validationY === null) return [clamp(trainY + middle), 0];
  const apart = size + 3;
  const upperIsTrain = trainY < validationY;
  let upper = clamp(Math.min(trainY, validationY) + middle);
  let lower = clamp(Math.max(trainY, validationY) + middle);
  if (lower - upper < apart) {
    const centre = (upper + lower) / 2;
    lower = Math.min(floor, Math.max(centre + apart / 2, top + middle + apart));
    upper = lower - apart;
  }
  return upperIsTrain ? [upper, lower] : [lower, upper];
}

/** Text with the paper behind it, so that lines do not run through it. */
function label(context: Context, palette: Palette, text: string, x: number, y: number, colour: string): void {
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = palette.bg;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawCursor(context: Context, scales: CurveScales, palette: Palette, history: LossHistory, cursor: number, showValidation: boolean): void {
  const { box } = scales;
  const bucket = nearestBucket(history, 'epoch', cursor);
  const epoch = history.epoch[bucket];
  if (epoch === undefined) return;
  const x = Math.round(scales.xOf(epoch)) + 0.5;
  context.strokeStyle = palette.ink3;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, box.y);
  context.lineTo(x, box.y + box.height);
  context.stroke();
  for (const [colour, curve] of [['val', history.validation], ['train', history.train]] as const) {
    const value = curve[bucket] ?? Number.NaN;
    if (Number.isNaN(value) || (colour === 'val' && !showValidation)) continue;
    context.beginPath();
    context.arc(x, scales.yOf(value), 3.5 * palette.pen, 0, 2 * Math.PI);
    context.fillStyle = palette.bg;
    context.fill();
    context.strokeStyle = palette[colour];
    context.lineWidth = 1.75 * palette.pen;
    context.stroke();
  }
}
