/**
 * The timeline's picture: viz draws axes and curves; here stand what only the timeline has: labels, a dotted line where a
 * setting was changed in mid-run, the playhead with the curves' names, the cursor.
 */
import type { TimelineShows } from '../../store/accuracyView.ts';
import type { BestMoment } from '../../store/overFitting.ts';
import { curveScales, drawCurveAxes, drawGhostCurve, drawLossCurve, nearestBucket, type CurveHistory, type CurveScales } from '../../viz/curve.ts';
import { formatCount, formatPercent, formatTick } from '../../viz/format.ts';
import type { Palette } from '../../viz/palette.ts';
import type { LossHistory, RunEvent, TrainingFrame } from '../../worker/protocol.ts';
import { accuracyCurve, accuracyRange, drawAccuracyBehind, hasAccuracy, type AccuracyBehind } from './TimelineDrawAccuracy.ts';
import { drawBest } from './TimelineBestDraw.ts';
import { isCrossed, label, labelPlaces, overlap, type Present, type Taken } from './TimelineLabels.ts';
import { say } from '../../words/say.ts';

type Context = CanvasRenderingContext2D;

export type CurveOptions = {
  readonly marks: readonly RunEvent[];
  readonly axis: 'log' | 'linear';
  readonly shows: TimelineShows;
  /** The lowest validation loss, once the run has over-fitted since. */
  readonly best: BestMoment | null;
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
type GhostCurve = Omit<Ghost, 'history'> & { readonly history: CurveHistory };

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
  const { axis, shows } = options;
  const ghosts = shows === 'accuracy' ? options.ghosts.filter((ghost) => hasAccuracy(ghost.history)).map((ghost) => ({ ...ghost, history: accuracyCurve(ghost.history) })) : options.ghosts;
  const history = shows === 'accuracy' ? accuracyCurve(frame.history) : frame.history;
  const gutter = (GUTTER * palette.t1) / 12;
  const box = { x: gutter, y: HEAD, width: width - gutter * (shows === 'both' ? 2 : 1), height: Math.max(20, height - HEAD - palette.t1 - 12) };
  const others = ghosts.map((ghost) => ghost.history);
  const range = accuracyRange([accuracyCurve(frame.history), ...(shows === 'accuracy' ? others : [])]);
  const scales = curveScales(history, box, { axis, others, ...(shows === 'accuracy' ? { range } : {}) });
  drawCurveAxes(context, scales, palette);
  context.font = `${palette.t1}px ${palette.text}`;
  context.textBaseline = 'alphabetic';
  drawTickLabels(context, scales, palette, shows === 'accuracy' ? formatPercent : formatTick);
  const past = options.past === null ? {} : { until: options.past };
  const behind = shows === 'both' ? drawAccuracyBehind(context, frame.history, scales, range, palette, past) : null;
  for (const ghost of ghosts) drawGhostCurve(context, ghost.history, scales, ghost.colour, 1.25 * palette.pen);
  drawMarks(context, scales, palette, options.marks, options.past ?? Infinity);
  drawLossCurve(context, history, scales, palette, past);
  const names = drawPlayhead(context, scales, palette, history, options, behind);
  const taken = options.best === null ? names : drawBest(context, scales, palette, options.best, { history, behind, words: names });
  drawGhostNames(context, scales, palette, ghosts, { history, behind, words: taken });
  if (options.cursor !== null) drawCursor(context, scales, palette, history, options.cursor);
  return scales;
}


/** Values stand left of their lines, where there is room; epochs under the axis. */
function drawTickLabels(context: Context, scales: CurveScales, palette: Palette, format: (value: number) => string): void {
  const { box } = scales;
  context.fillStyle = palette.ink3;
  context.textAlign = 'right';
  let lowest = Infinity;
  for (const { value } of scales.yTicks) {
    const y = Math.round(scales.yOf(value));
    if (lowest - y < palette.t1 + 2) continue;
    lowest = y;
    context.fillText(format(value), box.x - 6, y + palette.t1 / 3);
  }
  scales.xTicks.forEach(({ value }, index, all) => {
    if (!Number.isInteger(value)) return;
    const last = index === all.length - 1;
    const ahead = all[index + 1];
    // The last label carries the unit and grows to the left.
    if (index === all.length - 2 && ahead !== undefined && scales.xOf(ahead.value) - scales.xOf(value) < palette.t1 * 8) return;
    context.textAlign = last ? 'right' : 'center';
    context.fillText(last ? say('epoch {epoch}', { epoch: formatCount(value) }) : formatCount(value), scales.xOf(value), box.y + box.height + palette.t1 + 7);
  });
}

/** Dotted lines where settings or weights were changed in mid-run; where labels would overlap the newest stays. Those ahead are pale. */
function drawMarks(context: Context, scales: CurveScales, palette: Palette, marks: readonly RunEvent[], past: number): void {
  const { box } = scales;
  const shown = marks.filter(({ step }) => step > 0).toReversed().map((event) => ({
    event, x: Math.round(scales.xOf(event.epoch)) + 0.5, colour: event.epoch > past ? palette.ink3 : palette.grad,
  }));
  context.lineWidth = palette.pen;
  context.setLineDash([1, 2]);
  for (const { x, colour } of shown) {
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(x, box.y - 4);
    context.lineTo(x, box.y + box.height);
    context.stroke();
  }
  context.setLineDash([]);
  // After all lines, so that none runs through a label.
  let free = Infinity;
  for (const { event, x, colour } of shown) {
    const text = event.label.length > LONGEST_LABEL ? `${event.label.slice(0, LONGEST_LABEL - 1)}…` : event.label;
    const width = context.measureText(text).width;
    const left = x - 5 - width >= box.x ? x - 5 - width : x + 5;
    if (left + width > free - 8) continue;
    free = left;
    context.textAlign = 'left';
    label(context, palette, text, left, box.y + 5, colour);
  }
}

/** The playhead at the moment shown, with the names of the curves beside it; returns the places they take. */
function drawPlayhead(
  context: Context, scales: CurveScales, palette: Palette, history: CurveHistory, { past, focused }: CurveOptions, behind: AccuracyBehind | null,
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

  const width = context.measureText('validation').width;
  const room = x + 14 + width < box.x + box.width;
  context.textAlign = room ? 'left' : 'right';
  const at = room ? x + 10 : x - 10;
  const names = [
    { text: say('training'), colour: palette.train, y: scales.yOf(history.train[end] ?? Number.NaN), isShown: true },
    { text: say('validation'), colour: palette.val, y: scales.yOf(history.validation[end] ?? Number.NaN), isShown: !Number.isNaN(history.validation[end] ?? Number.NaN) },
    { text: say('accuracy'), colour: palette.ink2, y: behind?.yOf(end) ?? 0, isShown: behind !== null },
  ].filter((name) => name.isShown);
  const baselines = labelPlaces(names.map(({ y }) => y), palette.t1, box.y + 2, box.y + box.height - 5);
  names.forEach(({ text, colour }, i) => { label(context, palette, text, at, baselines[i] ?? 0, colour); });
  const [from, to] = room ? [x - 8, at + width] : [at - width, x + 8];
  const words = baselines.map((y) => ({ left: from, right: to, top: y - palette.t1, bottom: y + 4 }));
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
  context: Context, scales: CurveScales, palette: Palette, ghosts: readonly GhostCurve[], present: Present,
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
      if (!isInside || taken.some((other) => overlap(place, other)) || isCrossed(place, { scales, history: present.history })) continue;
      taken.push(place);
      context.textAlign = 'left';
      label(context, palette, name, left, baseline, colour);
      break;
    }
  }
}

function drawCursor(context: Context, scales: CurveScales, palette: Palette, history: CurveHistory, cursor: number): void {
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
    if (Number.isNaN(value)) continue;
    context.beginPath();
    context.arc(x, scales.yOf(value), 3.5 * palette.pen, 0, 2 * Math.PI);
    context.fillStyle = palette.bg;
    context.fill();
    context.strokeStyle = palette[colour];
    context.lineWidth = 1.75 * palette.pen;
    context.stroke();
  }
}
