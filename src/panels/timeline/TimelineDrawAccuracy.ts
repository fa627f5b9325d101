/** The accuracy over the epochs: as the curves themselves, or behind those of the loss, on an axis of its own to the right. */
import { curveScales, type CurveHistory, type CurveScales } from '../../viz/curve.ts';
import { formatPercent } from '../../viz/format.ts';
import type { Palette } from '../../viz/palette.ts';
import type { LossHistory } from '../../worker/protocol.ts';
import type { Drawn } from './TimelineLabels.ts';

/** The accuracy behind the curves of the loss, for its name at the playhead. */
export type AccuracyBehind = Drawn & { readonly yOf: (bucket: number) => number };

/** A history whose values are accuracies; not numbers where none are known. */
export function accuracyCurve(history: LossHistory): CurveHistory {
  const none = history.trainAccuracy === undefined || history.validationAccuracy === undefined ? new Float64Array(history.step.length).fill(Number.NaN) : null;
  const train = history.trainAccuracy ?? none!;
  const validation = history.validationAccuracy ?? none!;
  return { step: history.step, epoch: history.epoch, train, trainMin: train, trainMax: train, validation, validationMin: validation, validationMax: validation };
}

/** Whether any accuracy is known. */
export function hasAccuracy(history: LossHistory): boolean {
  return history.trainAccuracy?.some((value) => !Number.isNaN(value)) ?? false;
}

/** 0 to 100 %, or its upper half where no accuracy is in the lower: two ranges that never make a cliff of a crumb. */
export function accuracyRange(curves: readonly CurveHistory[]): readonly [number, number] {
  for (const { train, validation } of curves) {
    for (let i = 0; i < train.length; i++) if ((train[i] ?? 1) < 0.5 || (validation[i] ?? 1) < 0.5) return [0, 1];
  }
  return [0.5, 1];
}

/** Training accuracy as a pale field with an edge, validation accuracy as a thin dashed line; their axis on the right. */
export function drawAccuracyBehind(
  context: CanvasRenderingContext2D, history: LossHistory, lossScales: CurveScales, range: readonly [number, number], palette: Palette,
  { until = Infinity }: { readonly until?: number },
): AccuracyBehind {
  const { box, end } = lossScales;
  const curve = accuracyCurve(history);
  const scales = curveScales(curve, box, { range, end });
  const places = curve.epoch;
  const cut = Math.min(box.x + box.width, scales.xOf(until));
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  const trace = (column: ArrayLike<number>, isField: boolean): void => {
    context.beginPath();
    let last: number | null = null;
    for (let i = 0; i < places.length; i++) {
      const value = column[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const x = scales.xOf(places[i] ?? 0);
      if (last === null && isField) context.moveTo(x, box.y + box.height);
      context.lineTo(x, scales.yOf(value));
      last = x;
    }
    if (isField && last !== null) context.lineTo(last, box.y + box.height);
  };
  for (const [from, to, isAhead] of [[box.x, cut, false], [cut, box.x + box.width, true]] as const) {
    if (to <= from) continue;
    context.save();
    context.beginPath();
    context.rect(from, box.y, to - from, box.height);
    context.clip();
    trace(curve.train, true);
    context.fillStyle = palette.ink;
    context.globalAlpha = isAhead ? 0.04 : 0.08;
    context.fill();
    context.globalAlpha = 1;
    trace(curve.train, false);
    context.strokeStyle = isAhead ? palette.line : palette.ink3;
    context.lineWidth = palette.pen;
    context.stroke();
    trace(curve.validation, false);
    context.strokeStyle = isAhead ? palette.line : palette.val;
    context.setLineDash([2 * palette.pen, 2 * palette.pen]);
    context.stroke();
    context.restore();
  }
  context.restore();
  drawAxis(context, scales, palette);
  return { scales, history: curve, yOf: (bucket) => scales.yOf(curve.train[bucket] ?? Number.NaN) };
}

/** Per cent right of the box, the ends and the middle; the first says of what. */
function drawAxis(context: CanvasRenderingContext2D, scales: CurveScales, palette: Palette): void {
  const { box, low, high } = scales;
  context.textAlign = 'left';
  context.fillStyle = palette.ink3;
  for (const value of [high, (low + high) / 2, low]) {
    const y = Math.round(scales.yOf(value));
    context.fillRect(box.x + box.width, y, 4, 1);
    context.fillText(formatPercent(value), box.x + box.width + 6, y + palette.t1 / 3);
  }
}
