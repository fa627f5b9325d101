/** Moving within an update, and what has to know its script; fetched once the first run is open. Moving by hand ends walking and closes what was opened. */
import type { GivenExample } from '../config/experiment.ts';
import { limits } from '../config/limits.ts';
import { givenExamplesOf, trainCountOf, validationCountOf } from '../datasets/runData.ts';
import { addressKey, type Address } from '../explain/address.ts';
import type { Phase } from '../explain/script.ts';
import { formatCount } from '../viz/format.ts';
import { changeExperiment } from './experimentActions.ts';
import { nabla } from './nabla.ts';
import { backToStart, pause } from './playbackActions.ts';
import { ask, askedPosition } from './predicting.ts';
import { isReached, sendCheck } from './stepping.ts';
import { leaveGuest, moveBackward, moveForward } from './steppingMoves.ts';
import { scriptOf } from './beats.ts';
import { requestSave, send } from './training.ts';
import { setView, showNotice } from './viewActions.ts';
import { say } from '../words/say.ts';

/** Opened quantities that a trail remembers. */
const LONGEST_TRAIL = 64;

/** One stride on; at the end of the update it is made, and one stands at the beginning of the next. */
export function stepForward(): void {
  nabla.setState({ walking: false });
  moveForward();
}

/** One stride back; at the beginning of an update the last one is taken back, and one stands at its end. */
export function stepBackward(): void {
  nabla.setState({ walking: false });
  moveBackward();
}

/** To this many beats of the present update; clamped to what there is. */
export function goToPosition(position: number): void {
  const script = scriptOf(nabla.getState());
  if (script === null || Number.isNaN(position)) return;
  nabla.setState({ position: Math.min(script.count, Math.max(0, Math.round(position))), walking: false, trail: [] });
}

/** To the beginning of the update; from there, back to the same initial weights. */
export function goToStart(): void {
  const { position, trace } = nabla.getState();
  if (position > 0) goToPosition(0);
  else if (trace !== null && trace.step > 0 && trace.guest !== true) {
    nabla.setState({ walking: false, trail: [] });
    backToStart();
  }
}

/** To where this quantity comes into being; what is given is there from the beginning. */
export function goToQuantity(address: Address): void {
  const position = scriptOf(nabla.getState())?.knownAt(address) ?? Infinity;
  if (Number.isFinite(position)) goToPosition(position);
}

/** Opens a quantity from the one that is shown; one that is in the trail already is gone back to. */
export function openQuantity(address: Address): void {
  const { trail, trace } = nabla.getState();
  const script = scriptOf({ trace });
  if (trace !== null && script !== null && !isReached(trace, script, address)) {
    showNotice({ text: say('A validation example is only looked at: nothing is computed behind its loss.'), tone: 'info' });
    return;
  }
  const key = addressKey(address);
  const at = trail.findIndex((each) => addressKey(each) === key);
  nabla.setState({ walking: false, trail: at >= 0 ? trail.slice(0, at + 1) : [...trail, address].slice(-LONGEST_TRAIL) });
}

/** Shows the example at this place of the batch where the present beat has none. */
export function setFocus(place: number): void {
  const examples = scriptOf(nabla.getState())?.examples ?? 0;
  if (Number.isInteger(place)) nabla.setState({ focus: Math.max(0, Math.min(place, examples - 1)) });
}

/** The next number is asked for before it is shown: at once, and from then on by every step. */
export function setPredicting(predicting: boolean): void {
  nabla.setState({ predicting, askedAt: null });
  if (predicting) ask();
}

/** The number asked for has been guessed, or is to be shown: on to where it comes into being. */
export function showAsked(): void {
  const target = askedPosition(nabla.getState());
  if (target !== null) goToPosition(target);
}

/** Has ∂L/∂θ checked by central differences for these entries, null for all; an empty list calls it off. */
export function checkGradients(indices: readonly number[] | null): void {
  sendCheck(indices);
}

/** Makes this training example the first of the next mini-batch. */
export function presentExample(index: number): void {
  const { run, data } = nabla.getState();
  if (data === null || !Number.isInteger(index) || index < 0 || index >= trainCountOf(data)) return;
  if (nabla.getState().guest !== null) leaveGuest();
  nabla.setState({ walking: false, focus: 0 });
  send({ type: 'present', run, example: index, label: say('example {index} next', { index: index + 1 }) });
  requestSave();
}

/** Shows the Step view with exactly this training example as the first of the next mini-batch, at the beginning of its way. */
export function openInStep(index: number): void {
  pause();
  presentExample(index);
  nabla.setState({ position: 0, trail: [] });
  setView('step');
  showNotice({ text: say('Training example {index} is the first of the next mini-batch.', { index: formatCount(index + 1) }), tone: 'info' });
}

export { leaveGuest };

/** Shows this validation example in the Step view, up to its loss; the run stays as it is. */
export function openGuest(index: number): void {
  const { data, guest } = nabla.getState();
  if (data === null || !Number.isInteger(index) || index < 0 || index >= validationCountOf(data)) return;
  pause();
  // From one to the next the place stays.
  nabla.setState({ view: 'step', lossSheet: null, guest: index, walking: false, focus: 0, trail: [], chosen: null, ...(guest === null ? { position: 0 } : {}) });
}

/** Gives a training example other raw inputs and targets; the numbers of all others stay. Values are kept within their limits. */
export function updateExample(index: number, example: GivenExample): void {
  const { data, experiment: { data: { examples: given } } } = nabla.getState();
  if (data === null || !Number.isInteger(index) || index < 0 || index >= trainCountOf(data)) return;
  // An edit that the worker has not answered yet is in the experiment already.
  const before = given ?? givenExamplesOf(data);
  const old = before[index];
  if (old?.inputs.length !== example.inputs.length || old.targets.length !== example.targets.length) return;
  if (![...example.inputs, ...example.targets].every(Number.isFinite)) return;
  const within = (value: number): number => Math.min(limits.input.max, Math.max(limits.input.min, value));
  const next = { inputs: example.inputs.map(within), targets: example.targets.map(within) };
  const examples = before.map((each, i) => (i === index ? next : each));
  changeExperiment((experiment) => ({ ...experiment, data: { ...experiment.data, examples } }), { coalesce: `example ${index}` });
}

/** To the first number of the phase, of the example one is in. */
export function goToPhase(phase: Phase): void {
  const script = scriptOf(nabla.getState());
  const stretch = script?.stretches(nabla.getState().position).find((each) => each.phase === phase);
  if (script !== null && stretch !== undefined) goToPosition(script.move(stretch.from, 'gradient', 1));
}
