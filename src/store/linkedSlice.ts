/** The chosen plane through many inputs as an address says it: axes=x3,x7 (across, up) or axes=components, and held=x1:0.5,x4:-2. */
import { sliceOf, type RunData } from '../datasets/runData.ts';
import type { Slice } from '../datasets/slice.ts';
import { formatNumber } from '../viz/format.ts';
import { shownData } from './shownSlice.ts';
import type { NablaState } from './slices.ts';
import { say } from '../words/say.ts';

/** What an address says of the plane; inputs are counted from 0 here, from 1 in the address. */
export type LinkedSlice = {
  /** Inputs that go across and up, or the first two principal components. */
  readonly axes?: readonly [number, number] | 'components';
  /** Inputs held elsewhere than is proposed, and where. */
  readonly held?: readonly (readonly [input: number, value: number])[];
};

const INPUT = /^x([1-9]\d{0,3})$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const MOST_HELD = 64;

/** What differs from the plane that the data propose; empty where nothing does. */
export function linkedSliceOf({ data, slice }: Pick<NablaState, 'data' | 'slice'>): LinkedSlice {
  const shown = shownData({ data, slice })?.slice;
  if (data === null || data.inputCount < 3 || shown === undefined || shown !== slice) return {};
  const proposed = sliceOf(data);
  const { axes, held, components } = shown;
  if (components !== undefined) return proposed.components === undefined ? { axes: 'components' } : {};
  const isProposed = proposed.components === undefined && axes[0] === proposed.axes[0] && axes[1] === proposed.axes[1];
  const moved = held.flatMap((value, input): (readonly [number, number])[] => (axes.includes(input) || value === proposed.held[input] ? [] : [[input, value]]));
  return { ...(isProposed ? {} : { axes }), ...(moved.length === 0 ? {} : { held: moved }) };
}

/** As pairs of an address, where a + would be a space. */
export function slicePairs({ axes, held }: LinkedSlice): readonly (readonly [key: string, value: string])[] {
  return [
    ...(axes === undefined ? [] : [['axes', axes === 'components' ? axes : axes.map((input) => `x${input + 1}`).join(',')] as const]),
    ...(held === undefined ? [] : [['held', held.map(([input, value]) => `x${input + 1}:${String(value).replace('+', '')}`).join(',')] as const]),
  ];
}

/** The value of the key `axes`; null where it is none. */
export function parseAxes(text: string): LinkedSlice['axes'] | null {
  if (text === 'components') return text;
  const inputs = text.split(',').map(inputOf);
  const [across, up] = inputs;
  return inputs.length !== 2 || across === null || across === undefined || up === null || up === undefined || across === up ? null : [across, up];
}

/** The value of the key `held`; null where a part of it cannot be read. */
export function parseHeld(text: string): LinkedSlice['held'] | null {
  const held: (readonly [number, number])[] = [];
  for (const part of text.split(',')) {
    const [name = '', number = '', ...rest] = part.split(':');
    const input = inputOf(name);
    const value = NUMBER.test(number) ? Number(number) : Number.NaN;
    if (input === null || rest.length > 0 || !Number.isFinite(value) || held.length === MOST_HELD) return null;
    held.push([input, value]);
  }
  return held;
}

function inputOf(text: string): number | null {
  const number = INPUT.exec(text.trim())?.[1];
  return number === undefined ? null : Number(number) - 1;
}

/** The plane that an address asks for among these data, and a sentence on each thing that is not as it says. Null: as proposed. */
export function takeLinkedSlice(data: RunData, { axes, held = [] }: LinkedSlice): { readonly slice: Slice | null; readonly notes: readonly string[] } {
  const { inputCount, components, domain } = data;
  if (inputCount < 3) return { slice: null, notes: [say('The link chooses axes, but this set has no more than {inputs}: all of it is shown.', { inputs: inputCount === 1 ? say('one input') : say('two inputs') })] };
  const proposed = sliceOf(data);
  const notes: string[] = [];
  const missing = (input: number): boolean => input >= inputCount;
  const says = (input: number): string => say('The link names the input x{input}; this set has {inputCount}.', { input: input + 1, inputCount });
  let slice: Slice = proposed;
  if (axes === 'components') {
    if (components === undefined) notes.push(say('The link asks for principal components, but all examples of this set are alike.'));
    else slice = { ...proposed, components };
  } else if (axes !== undefined) {
    const absent = axes.find(missing);
    if (absent === undefined) slice = { axes, held: proposed.held };
    else notes.push(says(absent));
  }
  const values = [...slice.held];
  for (const [input, value] of held) {
    if (missing(input)) {
      notes.push(says(input));
      continue;
    }
    const [low, high] = domain[input] ?? [value, value];
    values[input] = Math.min(high, Math.max(low, value));
    if (values[input] !== value) notes.push(say('The link holds x{input} at {value}; it is held at {values}, where its values end.', { input: input + 1, value: formatNumber(value), values: formatNumber(values[input]) }));
  }
  return { slice: axes === undefined && held.length === 0 ? null : { ...slice, held: values }, notes };
}
