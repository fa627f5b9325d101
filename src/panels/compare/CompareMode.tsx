/** Many runs to their end, or two as they go. */
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { useNabla } from '../../store/nabla.ts';
import type { SideBySideSlice } from '../../store/sideBySideSlice.ts';
import { setCompareMode } from '../../store/sideBySideActions.ts';

type Mode = SideBySideSlice['compareMode'];

const modes: readonly { readonly value: Mode; readonly label: string }[] = [{ value: 'sweep', label: 'sweep' }, { value: 'sides', label: 'side by side' }];

export function CompareMode() {
  const mode = useNabla((state) => state.compareMode);
  return <SegmentedChoice className="compare-mode" label="Way of comparing" hideLabel value={mode} options={modes} onChange={setCompareMode} />;
}
