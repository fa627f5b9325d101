// { nabla: 1, id?, type, … } → a request, or one sentence on what is wrong with it; and what is answered
/**
 * The messages between an embedded page and the page round it. What comes in is data only: an experiment goes the way of files
 * (openFile), every other value is one of a few words or a number within limits. Nothing here knows a window.
 */
import type { Experiment } from '../config/experiment.ts';
import { show } from '../config/showValue.ts';
import type { Table } from '../datasets/table.ts';
import { openFile } from './networkFileReading.ts';
import { say } from '../words/say.ts';

/** Version of these messages. */
const MESSAGE_VERSION = 1;
/** Frames a second: how many can be asked for, and how many come unasked. */
const RATES = { min: 1, max: 60, usual: 10 } as const;
/** Letters of an id. */
const LONGEST_ID = 200;

export const requestTypes = ['getExperiment', 'setExperiment', 'play', 'pause', 'step', 'back', 'reset', 'subscribe', 'unsubscribe'] as const;
export type RequestType = (typeof requestTypes)[number];
const stepUnits = ['batch', 'epoch'] as const;

export type EmbedRequest =
  | { readonly type: 'getExperiment' | 'play' | 'pause' | 'reset' | 'unsubscribe' }
  /** Null: as the page is set. */
  | { readonly type: 'step' | 'back'; readonly unit: (typeof stepUnits)[number] | null }
  | { readonly type: 'subscribe'; readonly rate: number }
  /** Whole and within all limits; the table of someone's own that it is about. */
  | { readonly type: 'setExperiment'; readonly experiment: Experiment; readonly table?: Table };

export type MessageId = string | number;

/** `to`: the type of the message, as far as it is one. `notes`: a sentence for each value that could not be used as it was. */
export type ReadMessage =
  | { readonly id: MessageId | null; readonly request: EmbedRequest; readonly notes: readonly string[] }
  | { readonly id: MessageId | null; readonly to: RequestType | null; readonly problem: string };

/** Reads a message's data; null for one that is none of these and is left to others. Never throws for data that a message can hold. */
export function readMessage(data: unknown): ReadMessage | null {
  if (!isRecord(data) || !Object.hasOwn(data, 'nabla')) return null;
  const given = own(data, 'id');
  const id = isId(given) ? given : null;
  const type = requestTypes.find((each) => each === own(data, 'type')) ?? null;
  const refuse = (problem: string): ReadMessage => ({ id, to: type, problem });
  const take = (request: EmbedRequest, notes: readonly string[] = []): ReadMessage => ({ id, request, notes });
  if (own(data, 'nabla') !== MESSAGE_VERSION) return refuse(say('The message is of version {given}; only {messageVersion} is known.', { given: show(own(data, 'nabla')), messageVersion: MESSAGE_VERSION }));
  if (given !== undefined && id === null) return refuse(say('The message’s id {given} is neither a finite number nor a text of up to {longestId} letters.', { given: show(given), longestId: LONGEST_ID }));
  switch (type) {
    case null: return refuse(say('The message’s type {given} is not known; there are {list}.', { given: show(own(data, 'type')), list: requestTypes.join(', ') }));
    case 'step':
    case 'back': {
      const wanted = own(data, 'unit');
      const unit = stepUnits.find((each) => each === wanted) ?? null;
      if (unit === null && wanted !== undefined) return refuse(say('The message’s unit {given} is not known; there are {list}.', { given: show(wanted), list: stepUnits.join(', ') }));
      return take({ type, unit });
    }
    case 'subscribe': {
      const rate = own(data, 'rate') ?? RATES.usual;
      if (typeof rate !== 'number' || Number.isNaN(rate)) return refuse(say('The message’s rate {given} is no number from {min} to {max}.', { given: show(rate), min: RATES.min, max: RATES.max }));
      const used = Math.min(RATES.max, Math.max(RATES.min, rate));
      return take({ type, rate: used }, used === rate ? [] : [say('The rate {given} is not from {min} to {max} frames a second, so it is {used}.', { given: show(rate), min: RATES.min, max: RATES.max, used })]);
    }
    case 'setExperiment': {
      const text = textOf(own(data, 'experiment'));
      if (text === null) return refuse(say('The message’s experiment {given} is neither an experiment’s settings nor the text of its file.', { given: show(own(data, 'experiment')) }));
      const opened = openFile(text, 'message');
      if (opened.kind === 'unreadable') return refuse(opened.problem);
      const { experiment, table } = opened;
      // What the visitor keeps for the whole page is not for the page round this one.
      if (experiment.data.set === 'imported' && experiment.data.examples === undefined && table === undefined) return refuse(say('The message’s experiment is about a table of someone’s own, which the message does not hold.'));
      return take({ type, experiment, ...(table === undefined ? {} : { table }) }, opened.notes);
    }
    default: return take({ type });
  }
}

/** What is answered: `experiment` to getExperiment and setExperiment. */
export type Reply = {
  readonly nabla: typeof MESSAGE_VERSION;
  readonly type: 'reply';
  readonly id?: MessageId;
  readonly to: RequestType | null;
  readonly ok: boolean;
  readonly notes?: readonly string[];
  readonly problem?: string;
  readonly experiment?: Experiment;
};

/** A request was done. */
export function doneReply(id: MessageId | null, to: RequestType, notes: readonly string[], experiment?: Experiment): Reply {
  return { nabla: MESSAGE_VERSION, type: 'reply', ...(id === null ? {} : { id }), to, ok: true, notes, ...(experiment === undefined ? {} : { experiment }) };
}

/** Nothing was done, and why. */
export function refusal(id: MessageId | null, to: RequestType | null, problem: string): Reply {
  return { nabla: MESSAGE_VERSION, type: 'reply', ...(id === null ? {} : { id }), to, ok: false, problem };
}

/** What of a frame those outside are told. */
export type FrameFacts = {
  readonly status: string; readonly step: number; readonly epoch: number; readonly stepsPerEpoch: number;
  readonly trainLoss: number; readonly validationLoss: number; readonly trainAccuracy: number; readonly validationAccuracy: number;
  readonly learningRate: number;
};

export type VerdictFacts = { readonly word: string; readonly sentence: string };

/** A number that is none (no accuracy in regression, a loss that has left the range of numbers) is null. */
export function frameEvent(frame: FrameFacts, verdict: VerdictFacts) {
  const { status, step, epoch, stepsPerEpoch } = frame;
  return {
    nabla: MESSAGE_VERSION, type: 'frame', status, step, epoch, stepsPerEpoch,
    trainLoss: numberOrNull(frame.trainLoss), validationLoss: numberOrNull(frame.validationLoss),
    trainAccuracy: numberOrNull(frame.trainAccuracy), validationAccuracy: numberOrNull(frame.validationAccuracy),
    learningRate: numberOrNull(frame.learningRate), verdict: { word: verdict.word, sentence: verdict.sentence },
  } as const;
}

/** The verdict's word has changed: now it is this one, with its sentence. */
export function verdictEvent({ word, sentence }: VerdictFacts) {
  return { nabla: MESSAGE_VERSION, type: 'verdict', word, sentence } as const;
}

/** The experiment has changed: now all its settings are these. */
export function experimentEvent(experiment: Experiment) {
  return { nabla: MESSAGE_VERSION, type: 'experimentChanged', experiment } as const;
}

/** The page listens from now on; told once. */
export function readyEvent() {
  return { nabla: MESSAGE_VERSION, type: 'ready' } as const;
}

export type EmbedEvent = ReturnType<typeof frameEvent> | ReturnType<typeof verdictEvent> | ReturnType<typeof experimentEvent> | ReturnType<typeof readyEvent>;

/** Not taller than any screen could be. */
const TALLEST = 20_000;

/**
 * The height the page would like to have, px, as learning platforms take it (lti.frameResize): an object, as Canvas and its kin read it,
 * and the same as text, which is all that Moodle's handler reads. Nothing but the number leaves the page.
 */
export function heightMessages(height: number): readonly [{ readonly subject: 'lti.frameResize'; readonly height: number }, string] {
  const message = { subject: 'lti.frameResize', height: Math.min(TALLEST, Math.max(1, Math.ceil(height))) } as const;
  return [message, JSON.stringify(message)];
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function isId(value: unknown): value is MessageId {
  return typeof value === 'string' ? value.length <= LONGEST_ID : typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** As the text of a file: settings as JSON, lists of numbers as such; null for what has no such text. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return null;
  try {
    return JSON.stringify(value, (_key, entry: unknown) => (ArrayBuffer.isView(entry) && !(entry instanceof DataView) ? Array.from(entry as unknown as ArrayLike<number>) : entry)) ?? null;
  } catch {
    return null;
  }
}
