/** What the output's picture shows at this moment, in words, for those who do not see it. */
import type { RunData } from '../../datasets/runData.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { classAt } from '../../engine/confusion.ts';
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import type { OutputScale } from '../../viz/outputScale.ts';

type Shown = Pick<TrainingFrame, 'epoch' | 'outputPicture' | 'outputGrid' | 'trainLoss' | 'trainAccuracy' | 'validationAccuracy' | 'trainOutputs'>;

export function describeOutput(frame: Shown | null, data: RunData | null, scale: OutputScale): string {
  if (frame === null || data === null || frame.outputPicture.length === 0) return 'The picture of the output is not computed yet.';
  const moment = `Epoch ${frame.epoch}.`;
  if (data.inputCount === 1) return `${moment} ${describeCurve(frame.outputPicture, data)} ${describeFit(frame, data)}`;
  if (data.classes.length > 2) return `${moment} ${describeClasses(frame, data)} ${describeFit(frame, data)}${describeErrors(frame, data, scale)}`;
  if (data.task === 'classification') return `${moment} ${describeHalves(frame.outputPicture, data, scale)} ${describeFit(frame, data)}${describeErrors(frame, data, scale)}`;
  const [low, high] = extent(frame.outputPicture.subarray(0, frame.outputGrid ** 2));
  return `${moment} The ${data.targetCount > 1 ? 'first output' : 'output'} over the plane runs from ${formatNumber(low)} to ${formatNumber(high)}. ${describeFit(frame, data)}`;
}

function describeHalves(picture: Float32Array, data: RunData, scale: OutputScale): string {
  let above = 0;
  for (const value of picture) if (value > scale.boundary) above += 1;
  const share = above / picture.length;
  const [first = 'first', second = 'second'] = data.classes;
  if (share === 0 || share === 1) return `The whole plane is taken for ${share === 1 ? second : first}: there is no boundary in it.`;
  return `${formatPercent(share)} of the plane is taken for ${second}, the rest for ${first}.`;
}

/** Share of the plane where each class has the largest output. */
export function classShares(picture: Float32Array, cells: number, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (let cell = 0; cell < cells; cell++) {
    let winner = 0;
    for (let output = 1; output < classes; output++) {
      if ((picture[output * cells + cell] ?? 0) > (picture[winner * cells + cell] ?? 0)) winner = output;
    }
    counts[winner] = (counts[winner] ?? 0) + 1;
  }
  return counts.map((count) => count / Math.max(1, cells));
}

function describeClasses(frame: Shown, data: RunData): string {
  const shares = classShares(frame.outputPicture, frame.outputGrid ** 2, data.classes.length);
  return `Of the plane ${data.classes.map((name, index) => `${formatPercent(shares[index] ?? 0)} is taken for ${name}`).join(', ')}.`;
}

function describeCurve(picture: Float32Array, data: RunData): string {
  const [low, high] = extent(picture);
  const [from, to] = data.domain[0] ?? [-1, 1];
  const start = formatNumber(picture[0] ?? Number.NaN);
  const end = formatNumber(picture.at(-1) ?? Number.NaN);
  return `The fitted curve goes from ${start} at x = ${formatNumber(from)} to ${end} at x = ${formatNumber(to)}, between ${formatNumber(low)} and ${formatNumber(high)}.`;
}

function describeFit(frame: Shown, data: RunData): string {
  if (data.task === 'regression') return `The training loss is ${formatNumber(frame.trainLoss)}.`;
  const validation = Number.isNaN(frame.validationAccuracy) ? '' : ` and ${formatPercent(frame.validationAccuracy)} of the validation examples`;
  return `${formatPercent(frame.trainAccuracy)} of the training examples${validation} are classified rightly.`;
}

/** Where in the plane the training examples lie that are taken for another class; '' where not all are known, or a point of the plane is not all of an example. */
function describeErrors({ trainOutputs }: Shown, data: RunData, { boundary }: OutputScale): string {
  const { trainInputs, trainTargets, trainEncoded, inputCount } = data;
  if (inputCount !== 2 || trainOutputs.length === 0 || trainOutputs.length !== trainEncoded.length || !trainOutputs.every(Number.isFinite)) return '';
  const examples = trainInputs.length / inputCount;
  const outputs = trainOutputs.length / examples;
  const [[left, right] = [-1, 1], [low, high] = [-1, 1]] = data.domain;
  const counts = new Map<string, number>();
  let errors = 0;
  for (let example = 0; example < examples; example++) {
    const [from, to] = [example * outputs, (example + 1) * outputs];
    if (classAt(trainOutputs.subarray(from, to), outputs, 1, 0, boundary, false) === trainTargets[example]) continue;
    const place = `${(trainInputs[2 * example + 1] ?? 0) > (low + high) / 2 ? 'upper' : 'lower'} ${(trainInputs[2 * example] ?? 0) > (left + right) / 2 ? 'right' : 'left'}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
    errors += 1;
  }
  if (errors === 0) return '';
  const said = ` ${formatCount(errors)} training ${errors === 1 ? 'example is' : 'examples are'} classified wrongly,`;
  for (const [place, count] of counts) {
    if (count === errors) return `${said}${errors === 1 ? '' : ' all of them'} at the ${place}.`;
    if (count > errors / 2) return `${said} most of them at the ${place}.`;
  }
  return `${said} spread over the plane.`;
}

function extent(values: Float32Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [Number.NaN, Number.NaN] : [low, high];
}
