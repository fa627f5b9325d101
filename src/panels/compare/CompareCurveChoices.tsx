/** How the curves of a comparison are drawn: which of them, over what, on which axis, how smooth. */
import { Choice } from '../../components/Choice.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { setLossAxis } from '../../store/actions.ts';
import type { CompareAlong, CompareCurves } from '../../store/compareSlice.ts';
import { COMPUTE_SENTENCE } from '../../store/compareCompute.ts';
import { setCompareAlong, setCompareCurves, setCompareSmoothing } from '../../store/compareActions.ts';
import { useNabla } from '../../store/nabla.ts';
import { say } from '../../words/say.ts';

const alongs: readonly { readonly value: CompareAlong; readonly label: string }[] = [
  { value: 'epoch', label: say('epoch') }, { value: 'step', label: say('step') }, { value: 'examples', label: say('examples seen') },
  { value: 'compute', label: say('multiplications') },
];
const shown: readonly { readonly value: CompareCurves; readonly label: string }[] = [
  { value: 'training', label: say('training') }, { value: 'validation', label: say('validation') }, { value: 'both', label: say('both') },
];
const smoothings = [0, 0.6, 0.9].map((weight, i) => ({ value: String(weight), label: [say('not smoothed'), say('smoothed'), say('smoothed more')][i] ?? '' }));
const axes: readonly { readonly value: 'log' | 'linear'; readonly label: string }[] = [{ value: 'log', label: say('log') }, { value: 'linear', label: say('linear') }];

export function CompareCurveChoices({ hasValidation }: { readonly hasValidation: boolean }) {
  const along = useNabla((state) => state.compareAlong);
  const curves = useNabla((state) => state.compareCurves);
  const smoothing = useNabla((state) => state.compareSmoothing);
  const axis = useNabla((state) => state.lossAxis);
  return (
    <>
      {hasValidation ? <SegmentedChoice label={say('Curves')} hideLabel value={curves} options={shown} onChange={setCompareCurves} /> : null}
      <div className="compare-choices">
        <Choice label={say('Loss axis')} compact value={axis} options={axes} onChange={setLossAxis} />
        <Choice label={say('Along')} compact value={along} options={alongs} onChange={setCompareAlong} />
        <Choice label={say('Smoothing')} compact value={String(smoothing)} options={smoothings} onChange={(value) => setCompareSmoothing(Number(value))} />
      </div>
    </>
  );
}

/** What the curves are drawn over, where its name does not say it. */
export function CompareCurveNote() {
  return useNabla((state) => state.compareAlong) === 'compute' ? <p className="compare-note">{COMPUTE_SENTENCE}</p> : null;
}
