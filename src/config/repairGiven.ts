/** Examples and first weights by hand, read from outside data; whether they fit the network is for coupling to say. */
import * as v from 'valibot';
import type { GivenExample } from './experiment.ts';
import { limits, type Limit } from './limits.ts';
import { show } from './showValue.ts';
import { trainingFirst } from './trainingFirst.ts';
import { say } from '../words/say.ts';

const exampleShape = v.object({ inputs: v.array(v.pipe(v.number(), v.finite())), targets: v.array(v.pipe(v.number(), v.finite())), validation: v.optional(v.boolean()) });
const weightsShape = v.array(v.pipe(v.number(), v.finite()));

/** Examples that are not lists of finite numbers are left out, numbers out of range moved, one sentence for each kind of change; those for training come first. */
export function repairExamples(value: unknown, notes: string[]): { readonly examples?: readonly GivenExample[] } {
  if (value === undefined) return {};
  if (!Array.isArray(value)) {
    notes.push(say('Examples {given} is not a list, so the set’s own are used.', { given: show(value) }));
    return {};
  }
  const most = limits.examples.max;
  if (value.length > most) notes.push(say('Examples: {count} are more than the {most} allowed; the first {most} are used.', { count: value.length, most }));
  const read = value.slice(0, most).map((entry: unknown) => (v.is(exampleShape, entry) ? entry : null));
  const unread = read.indexOf(null);
  const examples = read.filter((example) => example !== null);
  if (unread >= 0) {
    const others = read.length - examples.length - 1;
    const what = others > 0 ? say('and {others} more are no lists', { others }) : say('is no list');
    notes.push(say('Example {unread}, {given}, {what} of numbers; {used}.', { unread: unread + 1, given: show(value[unread]), what, used: examples.length > 0 ? say('the rest are used') : say('the set’s own are used') }));
  }
  if (examples.length === 0 && value.length > 0) return {};
  const mover = createMover();
  const moved = examples.map(({ inputs, targets, validation }): GivenExample => ({
    inputs: mover.move(limits.input, inputs), targets: mover.move(limits.target, targets), ...(validation === true ? { validation } : {}),
  }));
  mover.tell(notes);
  return { examples: trainingFirst(moved) };
}

/** All of θ: one that is no finite number makes the whole of no use, one out of range is moved. */
export function repairGivenWeights(value: unknown, notes: string[]): { readonly given?: readonly number[] } {
  if (value === undefined) return {};
  if (!v.is(weightsShape, value)) {
    const wrong: unknown = Array.isArray(value) ? value.find((entry) => !Number.isFinite(entry)) : value;
    notes.push(say('First weights given by hand are a list of numbers, not {given}, so they are drawn.', { given: show(wrong) }));
    return {};
  }
  const mover = createMover();
  const given = mover.move(limits.weight, value);
  mover.tell(notes);
  return { given };
}

/** Moves numbers into their range and says so once, with the first of them. */
function createMover() {
  let first: string | null = null;
  let others = 0;
  return {
    move: ({ label, min, max }: Limit, values: readonly number[]): readonly number[] => values.map((value) => {
      const kept = Math.min(max, Math.max(min, value));
      if (kept === value) return value;
      if (first === null) first = say('{label} {given} is not from {low} to {high}; it is now {now}', { label, given: show(value), low: show(min), high: show(max), now: show(kept) });
      else others += 1;
      return kept;
    }),
    tell(notes: string[]): void {
      if (first !== null) notes.push(others > 0 ? say('{first}, with {others} more like it.', { first, others }) : `${first}.`);
    },
  };
}
