/** Goes where a link leads: its settings, its view, its place in the update. */
import type { Experiment } from '../config/experiment.ts';
import { presetById } from '../config/presets.ts';
import { validationCountOf } from '../datasets/runData.ts';
import { createNetwork } from '../engine/network.ts';
import { addressKey, isAddressIn, type Address } from '../explain/address.ts';
import type { Script } from '../explain/script.ts';
import type { Trace } from '../explain/trace.ts';
import { formatCount } from '../viz/format.ts';
import { openExperiment } from './experimentActions.ts';
import { fetched } from './fetched.ts';
import { getFrame } from './frameStore.ts';
import { openLesson } from './lessonActions.ts';
import { isSame } from './linkedSides.ts';
import { takeLinkedSlice, type LinkedSlice } from './linkedSlice.ts';
import { OF_SETTINGS, quote, withinFrame, type Link } from './linkText.ts';
import { nabla } from './nabla.ts';
import { setSlice } from './shownSlice.ts';
import type { NablaState, NoticeMessage } from './slices.ts';
import { openGuest, presentExample } from './steppingActions.ts';
import { isReached, refreshTrace } from './stepping.ts';
import { awaitLink } from './steppingWish.ts';
import { setPresenting, setView } from './viewActions.ts';
import { say } from '../words/say.ts';

const MOST_NOTES = 3;

/** Goes where a link leads. The place in the update and the quantity are looked up in the next trace. */
export function followLink(given: Link, said: readonly string[] = []): void {
  const notes = [...said];
  const link = nabla.getState().embed === null ? given : withinFrame(given, notes);
  const { view, learning, presenting, example, axes, held, sides, embed } = link;
  // A page of a lesson sets the playground up: where its reader stood by then is no place in it yet.
  const { validation, at, quantity }: Partial<Link> = learning === undefined ? link : {};
  const wanted = experimentOf(link);
  if (wanted !== null && !(isAtStart() && isSame(wanted, nabla.getState().experiment))) openExperiment(wanted);
  // The list of lessons shows no experiment.
  const shown = view ?? (wanted !== null && nabla.getState().view === 'learn' ? 'play' : undefined);
  if (shown !== undefined) setView(shown);
  if (presenting === true) setPresenting(true);
  if (learning !== undefined) openLesson(learning);
  // A page that was not embedded from its beginning has its own storage and history, and stays whole.
  if (embed !== undefined && nabla.getState().embed !== null) nabla.setState({ embed });
  if (example !== undefined) whenOpen(() => { presentExample(example); });
  if (sides !== undefined) void fetched(say('What moves two runs'), () => import('./sideBySideActions.ts'), ({ showLinkedSides }) => { showLinkedSides(sides); });
  const choosesPlane = axes !== undefined || held !== undefined;
  if (choosesPlane) whenOpen(() => { showPlane({ ...(axes === undefined ? {} : { axes }), ...(held === undefined ? {} : { held }) }); });
  else if (wanted !== null && nabla.getState().slice !== null) setSlice(null);
  if (validation !== undefined) whenOpen(() => { lookAt(validation); });
  if (at !== undefined || quantity !== undefined) awaitLink((trace, script) => placeIn(trace, script, at, quantity));
  refreshTrace();
  if (notes.length > 0) nabla.setState({ notice: warning(notes) });
}

/** Shows the plane that a link chooses, as far as these data have it; what they do not have is said. */
function showPlane(plane: LinkedSlice): void {
  const { data } = nabla.getState();
  if (data === null) return;
  const { slice, notes } = takeLinkedSlice(data, plane);
  setSlice(slice);
  if (notes.length > 0) nabla.setState({ notice: warning(notes) });
}

/** Shows a validation example in the Step view, or says that there is none of this number. */
function lookAt(validation: number): void {
  const { data } = nabla.getState();
  const count = data === null ? 0 : validationCountOf(data);
  if (validation < count) openGuest(validation);
  else nabla.setState({ notice: warning([say('The link’s validation example {validation} is not there: the set has {count}.', { validation: formatCount(validation + 1), count: formatCount(count) })]) });
}

/** The settings a link names; null if it names none. */
export function experimentOf({ preset, experiment }: Link): Experiment | null {
  return experiment ?? (preset === undefined ? null : presetById(preset).experiment);
}

function isAtStart(): boolean {
  return (getFrame()?.step ?? 0) === 0 && nabla.getState().log.length === 0;
}

/** As soon as the worker has opened the run, whose examples are known then; never in another run. */
function whenOpen(perform: () => void): void {
  const { run: wanted } = nabla.getState();
  let stop: (() => void) | null = null;
  const look = ({ run, data, initialParameters }: NablaState): void => {
    const isOpen = run === wanted && data !== null && initialParameters !== null;
    if (!isOpen && run === wanted) return;
    stop?.();
    stop = null;
    if (isOpen) perform();
  };
  stop = nabla.subscribe(look);
  look(nabla.getState());
}

function placeIn(trace: Trace, script: Script, at: number | undefined, quantity: Address | undefined): Partial<Pick<NablaState, 'position' | 'trail' | 'notice'>> {
  const notes: string[] = [];
  if (at !== undefined && at > script.count) notes.push(say('The link’s position {at} is beyond the end of this update, which has {count}.', { at, count: script.count }));
  const space = { network: createNetwork(trace.config.network), examples: script.examples, slots: trace.slots.length };
  const opened = quantity !== undefined && isAddressIn(quantity, space) && isReached(trace, script, quantity) ? quantity : null;
  if (quantity !== undefined && opened === null) notes.push(say('The link’s quantity {quote} is not one of this network and mini-batch.', { quote: quote(addressKey(quantity)) }));
  // A quantity by itself is shown where it comes into being.
  const known = opened === null ? Infinity : script.knownAt(opened);
  const position = at === undefined ? (Number.isFinite(known) ? known : null) : Math.min(at, script.count);
  return {
    ...(position === null ? {} : { position }), ...(opened === null ? {} : { trail: [opened] }), ...(notes.length === 0 ? {} : { notice: warning(notes) }),
  };
}

function warning(notes: readonly string[]): NoticeMessage {
  // In one message it is said once what several sentences are of.
  const said = notes.slice(0, MOST_NOTES).map((note, i, all) => (all[i - 1]?.startsWith(OF_SETTINGS) === true && note.startsWith(OF_SETTINGS) ? note.slice(OF_SETTINGS.length) : note));
  const more = notes.length - MOST_NOTES;
  const rest = more <= 0 ? [] : [more === 1 ? say('One more setting of the link cannot be used.') : say('{more} more settings of the link cannot be used.', { more })];
  return { text: [...said, ...rest].join(' '), tone: 'warning' };
}
