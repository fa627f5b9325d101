/** The pad on which a digit is drawn: its strokes, and what the network is shown of them at the probe. */
import { digitOfStrokes, type Stroke } from '../datasets/drawnDigit.ts';
import { standardisationOf } from '../datasets/datasetInfo.ts';
import { validationCountOf, trainCountOf } from '../datasets/runData.ts';
import { nabla } from './nabla.ts';
import { select, setProbe } from './viewActions.ts';

/** Points of a line nearer to each other than this are one: a hand draws more of them than are seen. */
const SAME_POINT = 0.004;

/** Begins a line at a point of the pad, from 0 to 1 across and down. */
export function beginStroke(x: number, y: number): void {
  const { padStrokes, padInputs, probe } = nabla.getState();
  // Over what the network is shown instead a drawing begins anew.
  draw([...(probe === null || probe === padInputs ? padStrokes : []), [[inside(x), inside(y)]]]);
}

/** Draws on to a point; without a line begun it is its first point. */
export function drawStroke(x: number, y: number): void {
  const { padStrokes } = nabla.getState();
  const stroke = padStrokes.at(-1);
  const last = stroke?.at(-1);
  if (stroke === undefined || last === undefined) {
    beginStroke(x, y);
    return;
  }
  if (Math.hypot(x - last[0], y - last[1]) < SAME_POINT) return;
  draw([...padStrokes.slice(0, -1), [...stroke, [inside(x), inside(y)]]]);
}

export function clearPad(): void {
  nabla.setState({ padStrokes: [], padInputs: null });
  setProbe(null);
}

/** Shows what was drawn again, after the network has been shown something else. */
export function showPad(): void {
  const { padInputs, probe } = nabla.getState();
  if (padInputs !== null && probe === null) setProbe(padInputs);
}

/** An example of the set by chance, those that are not trained on first: it is selected, and what the network is shown. */
export function takeExample(): void {
  const { data } = nabla.getState();
  if (data === null) return;
  const split = validationCountOf(data) > 0 ? 'validation' : 'train';
  const [count, inputs] = split === 'validation' ? [validationCountOf(data), data.validationInputs] : [trainCountOf(data), data.trainInputs];
  const index = Math.min(count - 1, Math.floor(Math.random() * count));
  nabla.setState({ padStrokes: [], padInputs: null });
  select({ kind: 'example', split, index });
  setProbe(Array.from(inputs.subarray(index * data.inputCount, (index + 1) * data.inputCount)));
}

/** A drawing takes the place of an example that was selected. */
function draw(padStrokes: readonly Stroke[]): void {
  const { experiment, selection } = nabla.getState();
  const scales = standardisationOf(experiment.data);
  const padInputs = digitOfStrokes(padStrokes).map((value, input) => (value - (scales?.[input]?.mean ?? 0)) / (scales?.[input]?.deviation ?? 1));
  nabla.setState({ padStrokes, padInputs });
  if (selection?.kind === 'example') select(null);
  setProbe(padInputs);
}

const inside = (share: number): number => Math.min(1, Math.max(0, share));
