/**
 * What an embedded page and the page round it say to each other. Only messages of the window round it and of the origin that the
 * address states are heard; what they hold is read by share/embedMessages. Without a stated origin nobody is heard or told.
 */
import { doneReply, experimentEvent, frameEvent, readMessage, readyEvent, refusal, verdictEvent, type EmbedEvent, type EmbedRequest, type Reply } from '../share/embedMessages.ts';
import { bringTable, openExperiment } from './experimentActions.ts';
import { getFrame, subscribeFrame } from './frameStore.ts';
import { nabla } from './nabla.ts';
import { backToStart, DIVERGED_TEXT, pause, play } from './playbackActions.ts';
import { send } from './training.ts';
import { say } from '../words/say.ts';

/** A slider's drag is told now and then. */
const EXPERIMENT_MS = 100;
/** Animation frames do not come to the millisecond. */
const EARLY_MS = 4;

export type EmbeddingMeans = {
  /** The only origin that is heard and told. */
  readonly origin: string;
  readonly self: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** The window round this one. */
  readonly parent: Pick<Window, 'postMessage'>;
  readonly now?: () => number;
};

/** Begins to listen, and says that it does; returns what ends it. */
export function startEmbedding({ origin, self, parent, now = () => performance.now() }: EmbeddingMeans): () => void {
  const tell = (message: Reply | EmbedEvent): void => { parent.postMessage(message, origin); };
  let stopFrames: (() => void) | null = null;
  const unsubscribe = (): void => {
    stopFrames?.();
    stopFrames = null;
  };

  const onMessage = (event: MessageEvent): void => {
    if (event.origin !== origin || event.source !== parent) return;
    const read = readMessage(event.data);
    if (read === null) return;
    if ('problem' in read) {
      tell(refusal(read.id, read.to, read.problem));
      return;
    }
    const { id, request, notes } = read;
    if (request.type === 'subscribe') {
      unsubscribe();
      tell(doneReply(id, request.type, notes));
      stopFrames = tellFrames(request.rate, tell, now);
      return;
    }
    if (request.type === 'unsubscribe') unsubscribe();
    const problem = perform(request);
    if (problem !== null) tell(refusal(id, request.type, problem));
    else if (request.type === 'getExperiment' || request.type === 'setExperiment') tell(doneReply(id, request.type, notes, nabla.getState().experiment));
    else tell(doneReply(id, request.type, notes));
  };

  let timer: ReturnType<typeof setTimeout> | null = null;
  const stopState = nabla.subscribe((state, before) => {
    if (state.verdict.word !== before.verdict.word) tell(verdictEvent(state.verdict));
    if (state.experiment !== before.experiment) timer ??= setTimeout(() => {
      timer = null;
      tell(experimentEvent(nabla.getState().experiment));
    }, EXPERIMENT_MS);
  });
  self.addEventListener('message', onMessage);
  tell(readyEvent());
  return () => {
    self.removeEventListener('message', onMessage);
    stopState();
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

/** Does what is asked. @returns why it could not be done, as a sentence; null if it was */
function perform(request: EmbedRequest): string | null {
  const { run, status, stepUnit, view } = nabla.getState();
  switch (request.type) {
    case 'play':
      if (status === 'diverged') return DIVERGED_TEXT;
      if (view === 'step') return say('In the view Step training stands still; step and back go on there.');
      play();
      return null;
    case 'pause':
      pause();
      return null;
    case 'step':
      if (status === 'diverged') return DIVERGED_TEXT;
      pause();
      send({ type: 'step', run, unit: request.unit ?? stepUnit });
      return null;
    case 'back':
      pause();
      send({ type: 'stepBack', run, unit: request.unit ?? stepUnit });
      return null;
    case 'reset':
      backToStart();
      return null;
    case 'setExperiment':
      if (request.table !== undefined) bringTable(request.table);
      openExperiment(request.experiment);
      return null;
    default: return null;
  }
}

/** Tells of frames, at most so many a second; the last one always. Returns what ends it. */
function tellFrames(rate: number, tell: (event: EmbedEvent) => void, now: () => number): () => void {
  const interval = 1000 / rate;
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const announce = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const frame = getFrame();
    if (frame === null) return;
    last = now();
    tell(frameEvent(frame, nabla.getState().verdict));
  };
  const stop = subscribeFrame(() => {
    const wait = interval - (now() - last);
    if (wait <= EARLY_MS) announce();
    else timer ??= setTimeout(announce, wait);
  });
  announce();
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
