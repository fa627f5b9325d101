/** The plane through two of many inputs that every picture shows. */
import { sliceOf, type RunData } from '../datasets/runData.ts';
import { isSliceOf, type Slice } from '../datasets/slice.ts';
import { nabla } from './nabla.ts';
import type { NablaState } from './slices.ts';
import { refreshFrame } from './training.ts';

let last: { readonly data: RunData; readonly slice: Slice; readonly shown: RunData } | null = null;

/** The data of the run with the slice that was chosen as their own; the same object until either changes. */
export function shownData({ data, slice }: Pick<NablaState, 'data' | 'slice'>): RunData | null {
  if (data === null || slice === null || !isSliceOf(slice, data.inputCount)) return data;
  if (last?.data !== data || last.slice !== slice) last = { data, slice, shown: { ...data, slice } };
  return last.shown;
}

/** Shows another plane; null: as the data propose. */
export function setSlice(slice: Slice | null): void {
  nabla.setState({ slice });
  refreshFrame();
}

/** Puts another input on an axis; one that is on the other axis changes places with it. */
export function setAxis(axis: 0 | 1, input: number): void {
  const { data, slice } = nabla.getState();
  if (data === null) return;
  const now = sliceOf(data, slice);
  const axes: [number, number] = [...now.axes];
  if (axes[1 - axis] === input) axes[1 - axis as 0 | 1] = axes[axis];
  axes[axis] = input;
  setSlice({ axes, held: now.held });
}

/** Shows the plane of the first two principal components, or again that of two inputs. */
export function setPrincipal(isPrincipal: boolean): void {
  const { data, slice } = nabla.getState();
  if (data === null) return;
  const { axes, held } = sliceOf(data, slice);
  setSlice(isPrincipal && data.components !== undefined ? { axes, held, components: data.components } : { axes, held });
}

/** Holds an input that is on no axis at a value. */
export function holdInput(input: number, value: number): void {
  const { data, slice } = nabla.getState();
  if (data === null || !Number.isFinite(value)) return;
  const now = sliceOf(data, slice);
  setSlice({ ...now, held: now.held.map((held, i) => (i === input ? value : held)) });
}
