/** What the output's picture shows at this moment, in words, for those who do not see it. */
import type { RunData } from '../../datasets/runData.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { classAt } from '../../engine/confusion.ts';
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import type { OutputScale } from '../../viz/outputScale.ts';
import { say } from '../../words/say.ts';

type Shown = Pick<TrainingFrame, 'epoch' | 'status' | 'outputPicture' | 'outputGrid' | 'trainLoss' | 'trainAccuracy' | 'validationAccuracy' | 'trainOutputs'>;

export function describeOutput(frame: Shown | null, data: RunData | null, scale: OutputScale): string {
  if (frame === null || data === null || frame.outputPicture.length === 0) return say('The picture of the output is not computed yet.');
  const moment = say('Epoch {epoch}.', { epoch: frame.epoch });
  if (frame.status === 'diverged') return `${moment} ${say('The run has diverged: its answers mean nothing any more.')}`;
  if (data.inputCount === 1) return `${moment} ${describeCurve(frame.outputPicture, data)} ${describeFit(frame, data)}`;
  if (data.classes.length > 2) return `${moment} ${describeClasses(frame, data)} ${describeFit(frame, data)}${describeErrors(frame, data, scale)}`;
  if (data.task === 'classification') return `${moment} ${describeHalves(frame.outputPicture, data, scale)} ${describeFit(frame, data)}${describeErrors(frame, data, scale)}`;
  const [low, high] = extent(frame.outputPicture.subarray(0, frame.outputGrid ** 2));
  return say('{moment} The {output} over the plane runs from {low} to {high}. {fit}', { moment, output: data.targetCount > 1 ? say('first output') : say('output'), low: formatNumber(low), high: formatNumber(high), fit: describeFit(frame, data) });
}

function describeHalves(picture: Float32Array, data: RunData, scale: OutputScale): string {
  let above = 0;
  for (const value of picture) if (value > scale.boundary) above += 1;
  const share = above / picture.length;
  const [first = 'first', second = 'second'] = data.classes;
  if (share === 0 || share === 1) return say('The whole plane is taken for {second}: there is no boundary in it.', { second: share === 1 ? second : first });
  return say('{share} of the plane is taken for {second}, the rest for {first}.', { share: formatPercent(share), second, first });
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
  return say('Of the plane {list}.', { list: data.classes.map((name, index) => say('{shares} is taken for {name}', { shares: formatPercent(shares[index] ?? 0), name })).join(', ') });
}

function describeCurve(picture: Float32Array, data: RunData): string {
  const [low, high] = extent(picture);
  const [from, to] = data.domain[0] ?? [-1, 1];
  const start = formatNumber(picture[0] ?? Number.NaN);
  const end = formatNumber(picture.at(-1) ?? Number.NaN);
  return say('The fitted curve goes from {start} at x = {from} to {end} at x = {to}, between {low} and {high}.', { start, from: formatNumber(from), end, to: formatNumber(to), low: formatNumber(low), high: formatNumber(high) });
}

function describeFit(frame: Shown, data: RunData): string {
  if (data.task === 'regression') return say('The training loss is {trainLoss}.', { trainLoss: formatNumber(frame.trainLoss) });
  const validation = Number.isNaN(frame.validationAccuracy) ? '' : ` ${say('and {validationAccuracy} of the validation examples', { validationAccuracy: formatPercent(frame.validationAccuracy) })}`;
  return say('{trainAccuracy} of the training examples{validation} are classified rightly.', { trainAccuracy: formatPercent(frame.trainAccuracy), validation });
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
    const isUpper = (trainInputs[2 * example + 1] ?? 0) > (low + high) / 2;
    const isRight = (trainInputs[2 * example] ?? 0) > (left + right) / 2;
    const place = isUpper ? (isRight ? say('upper right') : say('upper left')) : isRight ? say('lower right') : say('lower left');
    counts.set(place, (counts.get(place) ?? 0) + 1);
    errors += 1;
  }
  if (errors === 0) return '';
  const said = ` ${say('{errors} training {examples} classified wrongly,', { errors: formatCount(errors), examples: errors === 1 ? say('example is') : say('examples are') })}`;
  for (const [place, count] of counts) {
    if (count === errors) return say('{said}{all} at the {place}.', { said, all: errors === 1 ? '' : ` ${say('all of them')}`, place });
    if (count > errors / 2) return say('{said} most of them at the {place}.', { said, place });
  }
  return say('{said} spread over the plane.', { said });
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
