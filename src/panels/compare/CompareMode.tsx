/** Many runs to their end, or two as they go. */
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { useNabla } from '../../store/nabla.ts';
import type { SideBySideSlice } from '../../store/sideBySideSlice.ts';
import { setCompareMode } from '../../store/sideBySideActions.ts';
import { say } from '../../words/say.ts';

type Mode = SideBySideSlice['compareMode'];

const modes: readonly { readonly value: Mode; readonly label: string }[] = [{ value: 'sweep', label: say('sweep') }, { value: 'sides', label: say('side by side') }];

export function CompareMode() {
  const mode = useNabla((state) => state.compareMode);
  return <SegmentedChoice className="compare-mode" label={say('Way of comparing')} hideLabel value={mode} options={modes} onChange={setCompareMode} />;
}
