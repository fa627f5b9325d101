import { MathText } from '../../components/MathText.tsx';
import type { Names } from '../../explain/names.ts';
import type { LossSlice } from '../../store/landscape.ts';
import { axisMarkup } from './LandscapeWords.ts';

/** The values of the two weights at a place; other directions have no values worth reading. */
export function TagPlace({ slice, names, a, b }: { readonly slice: LossSlice; readonly names: Names; readonly a: string; readonly b: string }) {
  if (slice.plane.pair === null) return null;
  const [across, up] = axisMarkup(slice, names);
  return <span><MathText>{across}</MathText> {a}  <MathText>{up}</MathText> {b}</span>;
}
