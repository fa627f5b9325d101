/**
 * Draws the loss curves: training solid, validation dashed, the range of every bucket as a soft band, names at the playhead,
 * a dotted line where a setting was changed in mid-run, the cursor.
 */
import type { Palette } from '../viz/palette.ts';
import { formatCount, formatSetting } from '../viz/format.ts';
import type { LossHistory, RunEvent, TrainingFrame } from '../worker/protocol.ts';
import { epochSpan, lossShare, lossSpan, lossTicks, nearestPoint, type LossSpan } from './TimelineScale.ts';

type Size = { readonly width: number; readonly height: number; readonly palette: Palette };

/** Where the axes lie in px, for reading a place back. */
export type CurveView = { readonly left: number; readonly right: number; readonly top: number; readonly floor: number; readonly epochs: number; readonly span: LossSpan };

export type CurveOptions = {
  readonly log: readonly RunEvent[];
  readonly axis: 'log' | 'linear';
  readonly showValidation: boolean;
  /** Epoch the cursor is at, or null. */
  readonly cursor: number | null;
};

const DASH = [5, 3.5];

/** Pixel of an epoch and of a loss. */
export function curvePlace(view: CurveView, epoch: number, loss: number): [number, number] {
  return [
    view.left + (epoch / view.epochs) * (view.right - view.left),
    view.floor - lossShare(view.span, loss) * (view.floor - view.top),
  ];
}

export function epochAtPixel(view: CurveView, x: number): number {
  return Math.max(0, ((x - view.left) / (view.right - view.left)) * view.epochs);
}

export function drawCurves(context: CanvasRenderingContext2D, size: Size, frame: TrainingFrame, options: CurveOptions): CurveView {
  const { width, height, palette } = size;
  const { history } = frame;
  const small = width < 480;
  const last = history.epoch.at(-1) ?? 0;
  const view: CurveView = {
    left: small ? 0.5 : 0.5,
    right: width - 0.5,
    top: 12,
    floor: Math.round(height - palette.t1 - 12) + 0.5,
    epochs: epochSpan(last),
    span: lossSpan(history, options.axis, options.showValidation),
  };
  drawAxes(context, view, palette, small);
  drawMarks(context, view, palette, options.log, history);
  if (options.showValidation) drawCurve(context, view, palette, history, 'validation');
  drawCurve(context, view, palette, history, 'train');
  drawPlayhead(context, view, palette, history, options.showValidation);
  if (options.cursor !== null) drawCursor(context, view, palette, history, options);
  return view;
}

function drawAxes(context: CanvasRenderingContext2D, view: CurveView, palette: Palette, small: boolean): void {
  context.font = `${palette.t1}px ${palette.text}`;
  context.lineWidth = 1;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  let above = Infinity;
  for (const loss of lossTicks(view.span)) {
    const y = Math.round(curvePlace(view, 0, loss)[1]) + 0.5;
    context.strokeStyle = palette.hair;
    context.beginPath();
    context.moveTo(view.left, y);
    context.lineTo(view.right, y);
    context.stroke();
    // A label stands on its line, inside, and only where the one below leaves room.
    if (above - y < palette.t1 + 4 || y > view.floor - 4) continue;
    above = y;
    context.fillStyle = palette.ink3;
    context.fillText(formatSetting(loss, 2), view.left + 2, y - 3);
  }
  context.strokeStyle = palette.ink2;
  context.beginPath();
  context.moveTo(view.left, view.floor);
  context.lineTo(view.right, view.floor);
  const labels = small ? 4 : 8;
  for (let k = 0; k <= 16; k++) {
    const x = Math.min(view.right, Math.round(view.left + (k / 16) * (view.right - view.left)) + 0.5);
    context.moveTo(x, view.floor);
    context.lineTo(x, view.floor + (k % 2 === 0 ? 5 : 3));
  }
  context.stroke();
  context.fillStyle = palette.ink3;
  for (let k = 0; k <= labels; k++) {
    const epoch = (k / labels) * view.epochs;
    if (!Number.isInteger(epoch)) continue;
    const x = view.left + (k / labels) * (view.right - view.left);
    context.textAlign = k === 0 ? 'left' : k === labels ? 'right' : 'center';
    context.fillText(`${k === labels ? 'epoch ' : ''}${formatCount(epoch)}`, x, view.floor + palette.t1 + 7);
  }
}

/** Dotted lines where settings or weights were changed in mid-run; the newest labels are kept where they would overlap. */
function drawMarks(context: CanvasRenderingContext2D, view: CurveView, palette: Palette, log: readonly RunEvent[], history: LossHistory): void {
  context.font = `${palette.t1}px ${palette.text}`;
  let free = Infinity;
  for (const event of log.toReversed()) {
    if (event.step === 0) continue;
    const x = Math.round(curvePlace(view, epochOfStep(history, event), 0)[0]) + 0.5;
    context.strokeStyle = palette.grad;
    context.setLineDash([1, 2]);
    context.lineWidth = palette.pen;
    context.beginPath();
    context.moveTo(x, view.top - 4);
    context.lineTo(x, view.floor);
    context.stroke();
    context.setLineDash([]);
    const label = event.label.length > 40 ? `${event.label.slice(0, 38)}…` : event.label;
    const width = context.measureText(label).width;
    const right = x - 5 - width >= view.left;
    const [from, to] = right ? [x - 5 - width, x - 5] : [x + 5, x + 5 + width];
    if (to > free - 8) continue;
    free = from;
    context.fillStyle = palette.grad;
    context.textAlign = 'left';
    context.fillText(label, from, view.top + 5);
  }
}

/** The exact place of a change: its step within its epoch, from the curve's own pairs of step and epoch. */
function epochOfStep(history: LossHistory, event: RunEvent): number {
  const lastStep = history.step.at(-1) ?? 0;
  const lastEpoch = history.epoch.at(-1) ?? 0;
  return lastStep > 0 && lastEpoch > 0 ? Math.max(event.epoch, Math.min(event.epoch + 1, (event.step / lastStep) * lastEpoch)) : event.epoch;
}

function drawCurve(context: CanvasRenderingContext2D, view: CurveView, palette: Palette, history: LossHistory, which: 'train' | 'validation'): void {
  const [mean, low, high] = which === 'train'
    ? [history.train, history.trainMin, history.trainMax]
    : [history.validation, history.validationMin, history.validationMax];
  const count = mean.length;
  if (count === 0) return;
  context.fillStyle = which === 'train' ? palette.train : palette.val;
  context.globalAlpha = 0.16;
  context.beginPath();
  for (let i = 0; i < count; i++) context.lineTo(...curvePlace(view, history.epoch[i] ?? 0, high[i] ?? Number.NaN));
  for (let i = count - 1; i >= 0; i--) context.lineTo(...curvePlace(view, history.epoch[i] ?? 0, low[i] ?? Number.NaN));
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = which === 'train' ? palette.train : palette.val;
  context.lineWidth = 1.75 * palette.pen;
  context.lineJoin = 'round';
  context.setLineDash(which === 'train' ? [] : DASH);
  context.beginPath();
  let drawing = false;
  for (let i = 0; i < count; i++) {
    const value = mean[i] ?? Number.NaN;
    // Where a value is missing the curve is open; one that is too large runs along the top.
    if (Number.isNaN(value)) drawing = false;
    else {
      const [x, y] = curvePlace(view, history.epoch[i] ?? 0, value);
      if (drawing) context.lineTo(x, y);
      else context.moveTo(x, y);
      drawing = true;
    }
  }
  context.stroke();
  context.setLineDash([]);
}

function drawPlayhead(context: CanvasRenderingContext2D, view: CurveView, palette: Palette, history: LossHistory, showValidation: boolean): void {
  const end = history.epoch.length - 1;
  if (end < 0) return;
  const [exact, trainY] = curvePlace(view, history.epoch[end] ?? 0, history.train[end] ?? Number.NaN);
  const x = Math.round(exact);
  context.fillStyle = palette.ink;
  context.fillRect(x - 0.5 * palette.pen, 6, 1.5 * palette.pen, view.floor - 6);
  context.beginPath();
  const left = Math.max(view.left, x - 6);
  context.moveTo(left, 0);
  context.lineTo(left + 12, 0);
  context.lineTo(left + 12, 6);
  context.lineTo(Math.max(left, x + 0.25), 12);
  context.lineTo(left, 6);
  context.fill();

  context.font = `${palette.t1}px ${palette.text}`;
  const validation = history.validation[end] ?? Number.NaN;
  const named = showValidation && !Number.isNaN(validation);
  const room = x + 12 + context.measureText('validation').width < view.right;
  context.textAlign = room ? 'left' : 'right';
  const at = room ? x + 9 : x - 9;
  let below = Math.min(view.floor - 5, trainY + palette.t1 + 2);
  let above = Math.max(view.top + 4, (named ? curvePlace(view, 0, validation)[1] : 0) - 5);
  if (named && Math.abs(above - below) < palette.t1 + 2) {
    if (above < below) above = below - palette.t1 - 2;
    else below = above + palette.t1 + 2;
    const over = below - (view.floor - 5);
    if (over > 0) {
      above -= over;
      below -= over;
    }
  }
  label(context, palette, 'training', at, below, palette.train);
  if (named) label(context, palette, 'validation', at, above, palette.val);
}

/** Text with the paper behind it, so that lines do not run through it. */
function label(context: CanvasRenderingContext2D, palette: Palette, text: string, x: number, y: number, colour: string): void {
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = palette.bg;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawCursor(context: CanvasRenderingContext2D, view: CurveView, palette: Palette, history: LossHistory, options: CurveOptions): void {
  const point = nearestPoint(history, options.cursor ?? 0);
  const epoch = history.epoch[point];
  if (epoch === undefined) return;
  const x = Math.round(curvePlace(view, epoch, 0)[0]) + 0.5;
  context.strokeStyle = palette.ink3;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, view.top);
  context.lineTo(x, view.floor);
  context.stroke();
  const values = options.showValidation ? ([['train', history.train], ['val', history.validation]] as const) : ([['train', history.train]] as const);
  for (const [colour, curve] of values) {
    const value = curve[point] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    context.beginPath();
    context.arc(x, curvePlace(view, epoch, value)[1], 3.5 * palette.pen, 0, 2 * Math.PI);
    context.fillStyle = palette.bg;
    context.fill();
    context.strokeStyle = palette[colour];
    context.lineWidth = 1.75;
    context.stroke();
  }
}
