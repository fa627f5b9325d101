/** The overlaid loss curves: one colour a run (by seeds the median over its range), direct labels where they end, the lit one on top. */
import { sweepVariables } from '../../config/sweep.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import type { CompareAlong, CompareCurves, Comparison } from '../../store/compareSlice.ts';
import { costOf, multiplications, type Cost } from '../../store/compareCompute.ts';
import { fanOf, smoothed } from '../../store/compareFigures.ts';
import { curveScales, drawCurveAxes, type Box, type CurveHistory, type CurveScales } from '../../viz/curve.ts';
import { formatCount, formatNumber, formatTick } from '../../viz/format.ts';
import { runColour, type Palette } from '../../viz/palette.ts';
import { cellsOf, divergedWords } from './CompareText.ts';

/** One line of the picture: a run, or the median of a cell's seeds. */
export type CompareLine = {
  /** The run that is lit with it; of several seeds the first. */
  readonly run: number;
  readonly runs: readonly number[];
  readonly row: number;
  readonly label: string;
  readonly place: Float64Array;
  readonly train: Float64Array;
  readonly validation: Float64Array;
  /** Range over the seeds; null for a single run. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
  /** It leaves the axis: the run diverged, or half of the seeds did. */
  readonly diverged: boolean;
  /** "diverged", of several seeds "2 of 5 diverged"; '' where none did. */
  readonly words: string;
};

export type CurveChoices = { readonly along: CompareAlong; readonly smoothing: number };

const MOST_LABELS = 16;
/** More lines than these are drawn without their validation curves, and then thinner: one by one they show when they are lit. */
const MANY = 12;
const VERY_MANY = 30;
/** Losses beyond so many times the first are off the axis: what diverges leaves it at the top. */
const OFF_AXIS = 4;
/** Longer numbers have no room side by side. */
const MILLION = 1e6;

/** The lines of a comparison as far as it has come. */
export function linesOf(comparison: Comparison, { along, smoothing }: CurveChoices): readonly CompareLine[] {
  const { cells, runs, spec, data } = comparison;
  const examples = trainCountOf(data);
  const lines: CompareLine[] = [];
  for (const places of cellsOf(comparison)) {
    const first = places[0] ?? 0;
    const { row, column } = cells[first]!;
    const known = places.flatMap((i) => (runs[i]?.result == null || runs[i].result.step.length === 0 ? [] : [runs[i].result]));
    if (known.length === 0) continue;
    const cost = costOf(cells[first]!.experiment);
    const placed = known.map((result) => ({
      place: result.step.map((step, i) => placeAlong(along, { step, epoch: result.epoch[i] ?? 0 }, examples, cost)),
      train: smoothed(result.train, smoothing), validation: smoothed(result.validation, smoothing),
    }));
    const label = labelOf(spec.first, row) + (spec.second === null ? '' : `, ${labelOf(spec.second, column)}`);
    const gone = known.filter(({ divergedAt }) => divergedAt !== null).length;
    const common = { run: first, runs: places, row, label, diverged: gone * 2 >= known.length, words: divergedWords(gone, places.length) };
    if (placed.length === 1) {
      lines.push({ ...common, ...placed[0]!, low: null, high: null });
      continue;
    }
    const train = fanOf(placed.map(({ place, train: loss }) => ({ place, loss })));
    const validation = fanOf(placed.map(({ place, validation: loss }) => ({ place, loss })));
    lines.push({ ...common, place: train.place, train: train.middle, validation: validation.middle, low: train.low, high: train.high });
  }
  return lines;
}

/** Where a moment of a run stands on the axis. @param examples training examples an epoch */
export function placeAlong(along: CompareAlong, { step, epoch }: { readonly step: number; readonly epoch: number }, examples: number, cost: Cost): number {
  switch (along) {
    case 'step': return step;
    case 'epoch': return epoch;
    case 'examples': return epoch * examples;
    case 'compute': return multiplications(cost, epoch * examples, step);
  }
}

/** The end of an axis with room for places up to `end`: of multiplications, which nobody counts, a number of two digits. */
export function alongEnd(along: CompareAlong, end: number): number {
  if (along !== 'compute') return end;
  const unit = 10 ** (Math.floor(Math.log10(end)) - 1);
  return Math.ceil(end / unit) * unit;
}

/** A line's label with what became of it. */
export function lineLabel({ label, runs, words }: Pick<CompareLine, 'label' | 'runs' | 'words'>): string {
  return words === '' ? label : `${label}${runs.length > 1 ? ',' : ''} ${words}`;
}

function labelOf({ variable, values }: Comparison['spec']['first'], at: number): string {
  const value = values[at];
  return value === undefined ? '' : sweepVariables[variable].labelOf(value);
}

export type CurvesView = {
  readonly comparison: Comparison;
  readonly lines: readonly CompareLine[];
  readonly along: CompareAlong;
  readonly curves: CompareCurves;
  readonly axis: 'log' | 'linear';
  readonly lit: number | null;
};

/** Axes wide enough for the whole of the comparison from its first curve on. */
export function compareScales(box: Box, { comparison, lines, along, curves, axis }: Omit<CurvesView, 'lit'>): CurveScales {
  const { spec, data } = comparison;
  const longest = Math.max(0, ...lines.map(({ place }) => place.at(-1) ?? 0));
  const end = along === 'epoch' ? spec.epochs : along === 'examples' ? spec.epochs * trainCountOf(data) : alongEnd(along, Math.max(1, longest));
  return lineScales(box, { lines, curves, axis, end });
}

/** Axes for all lines, up to `end`. */
export function lineScales(box: Box, { lines, curves, axis, end }: Pick<CurvesView, 'lines' | 'curves' | 'axis'> & { readonly end: number }): CurveScales {
  const bothShown = curves === 'both' && lines.length <= MANY;
  const histories = [...lines.map((line) => historyOf(line, curves)), ...(bothShown ? lines.map((line) => historyOf(line, 'validation')) : [])];
  const [first = historyOf(EMPTY, curves), ...others] = histories;
  return curveScales(first, box, { axis, along: 'epoch', showValidation: false, end, others });
}

const NONE = new Float64Array(0);
const EMPTY: CompareLine = { run: 0, runs: [], row: 0, label: '', place: NONE, train: NONE, validation: NONE, low: null, high: null, diverged: false, words: '' };

function historyOf({ place, train, validation }: CompareLine, curves: CompareCurves): CurveHistory {
  const judged = curves === 'validation' ? validation : train;
  const most = Math.abs(judged[0] ?? 0) * OFF_AXIS;
  const shown = most > 0 ? judged.map((loss) => (loss > most ? Number.NaN : loss)) : judged;
  return { step: place, epoch: place, train: shown, trainMin: shown, trainMax: shown, validation, validationMin: validation, validationMax: validation };
}

type LinesView = Pick<CurvesView, 'lines' | 'curves' | 'lit'>;

export function drawCompareCurves(ctx: CanvasRenderingContext2D, scales: CurveScales, palette: Palette, view: LinesView): void {
  const { lines, curves, lit } = view;
  drawCurveAxes(ctx, scales, palette);
  drawNumbers(ctx, scales, palette);
  const isLit = (line: CompareLine): boolean => lit !== null && line.runs.includes(lit);
  const someLit = lines.some(isLit);
  const { box } = scales;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x - 2, box.y - 4, box.width + 4, box.height + 8);
  ctx.clip();
  ctx.lineJoin = 'round';
  for (const line of [...lines.filter((each) => !isLit(each)), ...lines.filter(isLit)]) {
    const pale = someLit && !isLit(line) ? 0.22 : 1;
    const colour = runColour(line.row, palette);
    const width = (isLit(line) ? 2.75 : lines.length > VERY_MANY ? 0.9 : 1.5) * palette.pen;
    if (line.low !== null && line.high !== null && curves !== 'validation') {
      ctx.globalAlpha = isLit(line) ? 0.24 : someLit ? 0.03 : lines.length > 4 ? 0.07 : 0.15;
      ctx.fillStyle = colour;
      ctx.beginPath();
      line.place.forEach((place, i) => { ctx.lineTo(scales.xOf(place), scales.yOf(line.high?.[i] ?? Number.NaN)); });
      for (let i = line.place.length - 1; i >= 0; i--) ctx.lineTo(scales.xOf(line.place[i] ?? 0), scales.yOf(line.low[i] ?? Number.NaN));
      ctx.fill();
    }
    ctx.strokeStyle = colour;
    if (curves === 'validation' || (curves === 'both' && (isLit(line) || lines.length <= MANY))) {
      ctx.globalAlpha = pale * (curves === 'both' && !isLit(line) ? 0.6 : 1);
      ctx.lineWidth = curves === 'both' ? Math.max(1, width * 0.65) : width;
      ctx.setLineDash([5 * palette.pen, 3.5 * palette.pen]);
      stroke(ctx, line.place, line.validation, scales);
      ctx.setLineDash([]);
    }
    ctx.globalAlpha = pale;
    ctx.lineWidth = width;
    if (curves !== 'validation') stroke(ctx, line.place, line.train, scales);
    // Six colours serve all: the next six runs carry rings, the six after them squares.
    const round = Math.floor(line.row / palette.runs.length);
    if (round > 0 && (isLit(line) || lines.length <= VERY_MANY)) drawMarks(ctx, line, curves, scales, palette, round, colour);
  }
  ctx.globalAlpha = 1;
  ctx.restore();
  drawLabels(ctx, scales, palette, view, isLit, someLit);
}

/** A line with gaps where it is not finite; what leaves the axis at the top does not run along it. */
function stroke(ctx: CanvasRenderingContext2D, places: Float64Array, losses: Float64Array, scales: CurveScales): void {
  ctx.beginPath();
  let open = false;
  let wasBeyond = false;
  for (let i = 0; i < places.length; i++) {
    const loss = losses[i] ?? Number.NaN;
    if (Number.isNaN(loss)) {
      open = false;
      continue;
    }
    const isBeyond = loss > scales.high;
    if (isBeyond && wasBeyond) open = false;
    wasBeyond = isBeyond;
    if (open) ctx.lineTo(scales.xOf(places[i] ?? 0), scales.yOf(loss));
    else ctx.moveTo(scales.xOf(places[i] ?? 0), scales.yOf(loss));
    open = true;
  }
  ctx.stroke();
}

function drawMarks(
  ctx: CanvasRenderingContext2D, line: CompareLine, curves: CompareCurves, scales: CurveScales, palette: Palette, round: number, colour: string,
): void {
  const losses = curves === 'validation' ? line.validation : line.train;
  const every = Math.max(1, Math.round(line.place.length / 8));
  ctx.fillStyle = palette.bg;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * palette.pen;
  for (let i = every >> 1; i < line.place.length; i += every) {
    const loss = losses[i] ?? Number.NaN;
    if (Number.isNaN(loss) || loss > scales.high) continue;
    const [x, y] = [scales.xOf(line.place[i] ?? 0), scales.yOf(loss)];
    ctx.beginPath();
    if (round % 2 === 1) ctx.arc(x, y, 2.75, 0, 2 * Math.PI);
    else ctx.rect(x - 2.5, y - 2.5, 5, 5);
    ctx.fill();
    ctx.stroke();
  }
}

function drawNumbers(ctx: CanvasRenderingContext2D, scales: CurveScales, palette: Palette): void {
  const { box } = scales;
  ctx.fillStyle = palette.ink3;
  ctx.font = `400 ${palette.t1}px ${palette.text}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const tick of scales.yTicks) ctx.fillText(formatTick(tick.value), box.x - 8, scales.yOf(tick.value));
  ctx.textBaseline = 'top';
  scales.xTicks.forEach((tick, i) => {
    ctx.textAlign = i === 0 ? 'left' : i === scales.xTicks.length - 1 ? 'right' : 'center';
    ctx.fillText(scales.end < MILLION || tick.value === 0 ? formatCount(tick.value) : formatNumber(tick.value), scales.xOf(tick.value), box.y + box.height + 8);
  });
}

/** Labels at the right, each as near as there is room to where its curve ends. */
function drawLabels(
  ctx: CanvasRenderingContext2D, scales: CurveScales, palette: Palette, { lines, curves, lit }: LinesView,
  isLit: (line: CompareLine) => boolean, someLit: boolean,
): void {
  const { box } = scales;
  const height = palette.t1 + 3;
  const wanted = lines.length > Math.min(MOST_LABELS, Math.floor(box.height / height)) ? lines.filter(isLit) : lines;
  const ends = wanted.map((line) => {
    const losses = curves === 'validation' ? line.validation : line.train;
    const at = losses.length - 1;
    return { line, x: scales.xOf(line.place[at] ?? 0), y: line.diverged ? box.y : scales.yOf(losses[at] ?? Number.NaN) };
  }).toSorted((a, b) => a.y - b.y);
  const tops = spread(ends.map(({ y }) => y), height, box.y - 2, box.y + box.height + 4);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ends.forEach(({ line, x, y }, i) => {
    const top = tops[i] ?? y;
    const on = isLit(line);
    const left = box.x + box.width + 12;
    ctx.strokeStyle = runColour(line.row, palette);
    ctx.globalAlpha = someLit && !on ? 0.25 : 1;
    ctx.lineWidth = on ? 2 : 1;
    ctx.beginPath();
    if (!line.diverged && x > box.x + box.width - 2) ctx.moveTo(x + 1, y);
    else ctx.moveTo(left - 6, top);
    ctx.lineTo(left - 3, top);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.font = `${on ? 600 : 400} ${palette.t1}px ${palette.text}`;
    ctx.fillStyle = on || lit === null || !someLit ? palette.ink : palette.ink3;
    ctx.fillText(lineLabel(line), left, top);
  });
}

/** Places at least `gap` apart, in order, as near to the wanted ones as that allows, between `low` and `high`. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const places = [...wanted];
  for (let i = 0; i < places.length; i++) places[i] = Math.max(places[i]!, i === 0 ? low : places[i - 1]! + gap);
  for (let i = places.length - 1; i >= 0; i--) places[i] = Math.min(places[i]!, i === places.length - 1 ? high : places[i + 1]! - gap);
  return places;
}

/** The line nearest to a place in px within `reach`, or null. */
export function hitLine(lines: readonly CompareLine[], scales: CurveScales, curves: CompareCurves, x: number, y: number, reach: number): CompareLine | null {
  let best: CompareLine | null = null;
  let nearest = reach;
  const place = scales.placeAt(x);
  for (const line of lines) {
    const losses = curves === 'validation' ? line.validation : line.train;
    let after = line.place.findIndex((each) => each >= place);
    if (after < 0) after = line.place.length - 1;
    const before = Math.max(0, after - 1);
    const [from, to] = [line.place[before] ?? 0, line.place[after] ?? 0];
    if (place > to + (scales.end / scales.box.width) * reach) continue;
    const share = to > from ? Math.min(1, (place - from) / (to - from)) : 1;
    const at = scales.yOf(losses[before] ?? Number.NaN) * (1 - share) + scales.yOf(losses[after] ?? Number.NaN) * share;
    if (Math.abs(at - y) < nearest) {
      nearest = Math.abs(at - y);
      best = line;
    }
  }
  return best;
}
