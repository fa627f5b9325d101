/**
 * The page's end of the training worker. It keeps the latest saved state of every run, notices a worker that has died or
 * is stuck, starts another from what was saved and goes on where training was.
 */
import { hearWorker, type WorkerLike } from './hearWorker.ts';
import type { Experiment } from '../config/experiment.ts';
import type { Command, PlayUntil, RunId, SavedRun, SessionEvent } from './protocol.ts';
import { say } from '../words/say.ts';

export type TrainingClientOptions = {
  readonly spawn: () => WorkerLike;
  readonly onEvent: (event: SessionEvent) => void;
  /** One sentence for the user: the worker was started again. */
  readonly onRestarted: (sentence: string) => void;
};

export type TrainingClient = { send(command: Command): void; dispose(): void };

const TICK_MS = 1000;
/** A worker that owes an answer for this long is given up. */
const PATIENCE_MS = 5000;
/** Until its first answer: its script must come over the network first. */
const FIRST_PATIENCE_MS = 20_000;
/** Deaths within this time of each other, with nothing trained between them, are the fault of what is trained, not of chance. */
const SOON_MS = 30_000;
const MOST_RUNS = 8;

export function createTrainingClient({ spawn, onEvent, onRestarted }: TrainingClientOptions): TrainingClient {
  let worker: WorkerLike | null = null;
  let disposed = false;
  /** What is known of the run that is open, to open it again. */
  let open: { run: RunId; experiment: Experiment } | null = null;
  let playing = false;
  /** As it was last told to play, for another worker to stop where this one would have. */
  let asPlayed: PlayUntil = {};
  let speed: Extract<Command, { type: 'setSpeed' }> | null = null;
  let owedPull: Extract<Command, { type: 'pull' }> | null = null;
  /** Questions about the next update that have not been answered. */
  let owedTrace: Extract<Command, { type: 'trace' }> | null = null;
  let owedCheck: Extract<Command, { type: 'check' }> | null = null;
  /** Edits the worker has been told of since it last saved, and how many of them each save under way holds. */
  let unsaved: Command[] = [];
  let asked: number[] = [];
  const saved = new Map<RunId, SavedRun>();
  let needsSaving = false;
  let hasAnswered = false;
  let hasRestarted = false;
  let silence = 0;
  let lastTick = performance.now();
  let lastDeath = -Infinity;
  let deathsInARow = 0;
  /** The step at which the present worker was given the run that is open. */
  let openedAt = 0;

  const timer = setInterval(tick, TICK_MS);
  start();

  function start(): void {
    const mine = spawn();
    worker = mine;
    hasAnswered = false;
    silence = 0;
    hearWorker(mine, () => worker === mine, ({ data }: MessageEvent<SessionEvent>) => { receive(data); }, restart);
  }

  function receive(event: SessionEvent): void {
    hasAnswered = true;
    silence = 0;
    if (event.type === 'framed') owedPull = null;
    if (event.type === 'traced' && event.request === owedTrace?.request) owedTrace = null;
    if (event.type === 'checked' && event.request === owedCheck?.request && event.table !== null) owedCheck = null;
    if (open !== null && event.run === open.run) follow(event);
    if (event.type === 'saved') remember(event.saved);
    onEvent(event);
  }

  function follow(event: SessionEvent): void {
    if (event.type === 'opened' || event.type === 'changed') open = { run: event.run, experiment: event.experiment };
    if (event.type === 'failed') {
      owedTrace = null;
      owedCheck = null;
    }
    if (event.type === 'statusChanged') playing = event.status === 'training';
    if (event.type === 'opened' || event.type === 'changed' || event.type === 'statusChanged' || event.type === 'sought') needsSaving = true;
  }

  function remember(state: SavedRun): void {
    saved.delete(state.run);
    saved.set(state.run, state);
    for (const oldest of saved.keys()) {
      if (saved.size <= MOST_RUNS) break;
      saved.delete(oldest);
    }
    if (open?.run !== state.run) return;
    const held = asked.shift() ?? 0;
    unsaved.splice(0, held);
    asked = asked.map((edits) => edits - held);
    // It trains what the one before it died of, if it did.
    if (state.state.step > openedAt) deathsInARow = 0;
  }

  /** Time is counted in ticks, so that a page that slept does not think the worker did. */
  function tick(): void {
    const time = performance.now();
    const passed = Math.min(TICK_MS * 1.5, time - lastTick);
    lastTick = time;
    if (owedPull !== null || asked.length > 0) silence += passed;
    if (silence >= (hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS)) {
      restart(say('did not answer any more'));
      return;
    }
    if (open !== null && asked.length === 0 && (playing || needsSaving)) {
      needsSaving = false;
      post({ type: 'save', run: open.run });
    }
  }

  function restart(what: string): void {
    if (disposed) return;
    worker?.terminate();
    worker = null;
    hasRestarted = true;
    const time = performance.now();
    deathsInARow = time - lastDeath < SOON_MS ? deathsInARow + 1 : 1;
    lastDeath = time;
    if (deathsInARow > 3) {
      // There is nobody left to wait for.
      owedPull = null;
      asked = [];
      playing = false;
      if (open !== null) onEvent({ type: 'failed', run: open.run, message: say('The training worker {what} again and again and was switched off; reload the page to go on.', { what }) });
      return;
    }
    const wasPlaying = playing;
    const edits = unsaved;
    const pull = owedPull;
    const questions = deathsInARow === 1 ? [owedTrace, owedCheck] : [];
    owedTrace = null;
    owedCheck = null;
    unsaved = [];
    asked = [];
    playing = false;
    start();
    if (open === null) {
      onRestarted(say('The training worker {what} and was started again.', { what }));
      return;
    }
    const { run, experiment } = open;
    const state = saved.get(run);
    if (speed !== null) post(speed);
    post({ type: 'open', run, experiment: state?.experiment ?? experiment, ...(state === undefined ? {} : { saved: state }) });
    for (const edit of edits) post(edit);
    // What killed it twice would kill it again: the second time it waits for the user.
    const resumes = wasPlaying && deathsInARow === 1;
    if (resumes) post({ type: 'play', run, ...asPlayed });
    if (pull !== null) post({ ...pull, spent: [] });
    for (const question of questions) if (question !== null) post(question);
    const from = state === undefined ? say('from the initial weights') : say('from step {step}', { step: state.state.step });
    onRestarted(say('The training worker {what} and was started again {from}{hint}.', { what, from, hint: wasPlaying && !resumes ? say('; press Play to go on') : '' }));
  }

  function post(command: Command): void {
    if (worker === null) return;
    note(command);
    // A buffer may be named only once, and not when it has been given away already.
    const spent = command.type === 'pull' ? [...new Set(command.spent)].filter((buffer) => buffer.byteLength > 0) : [];
    worker.postMessage(command.type === 'pull' ? { ...command, spent } : command, spent);
  }

  function note(command: Command): void {
    if (command.type === 'setSpeed') speed = command;
    else if (command.type === 'open') {
      if (open?.run !== command.run) {
        unsaved = [];
        asked = [];
      }
      // The worker drops them, even where it is the same run.
      owedTrace = null;
      owedCheck = null;
      open = { run: command.run, experiment: command.experiment };
      openedAt = command.saved?.state.step ?? 0;
    } else if (command.run === open?.run) {
      if (command.type === 'pull') owedPull = command;
      else if (command.type === 'trace') owedTrace = command;
      else if (command.type === 'check') owedCheck = command.indices?.length === 0 ? null : command;
      else if (command.type === 'save') asked.push(unsaved.length);
      else if (command.type === 'change' || command.type === 'setParameter' || command.type === 'setParameters' || command.type === 'present') unsaved.push(command);
      // Until the worker says so itself.
      if (command.type === 'play') {
        playing = true;
        const { untilEpoch, untilStep } = command;
        asPlayed = { ...(untilEpoch === undefined ? {} : { untilEpoch }), ...(untilStep === undefined ? {} : { untilStep }) };
      }
      if (command.type === 'pause') playing = false;
    }
  }

  return {
    send(command) {
      if (disposed) return;
      // Runs that the dead worker kept live on here.
      const state = hasRestarted && command.type === 'open' && command.saved === undefined ? saved.get(command.run) : undefined;
      post(state === undefined || command.type !== 'open' ? command : { ...command, saved: state });
    },
    dispose() {
      disposed = true;
      clearInterval(timer);
      worker?.terminate();
      worker = null;
    },
  };
}
