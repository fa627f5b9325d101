/** What the present step computes, in a sentence; said aloud once a step, but not while steps follow one another by themselves. */
import { useEffect, useState } from 'react';
import { Prose } from '../../components/Prose.tsx';
import { trainCountOf } from '../../datasets/runData.ts';
import { ROUNDED } from '../../explain/rounding.ts';
import { headlineOf } from '../../explain/sentence.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectDivergence, selectStride } from '../../store/selectors.ts';
import { useBeat, useScript } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { beginning, completion, opened, type Sentence } from './StepHeadlineWords.ts';
import './StepHeadline.css';
import { say } from '../../words/say.ts';

const same = (text: string): Sentence => ({ prose: text, spoken: text });

/** What has just been computed, or why nothing can be. */
function useSentence(): Sentence {
  const study = useStudy();
  const script = useScript();
  const beat = useBeat();
  const position = useNabla((state) => state.position);
  const isDiverged = useNabla((state) => selectDivergence(state) !== null);
  const setSize = useNabla((state) => (state.data === null ? null : trainCountOf(state.data)));
  const stride = useNabla(selectStride);
  // Presenting, there is no other place that says what was opened.
  const openedLast = useNabla((state) => (state.presenting ? state.trail.at(-1) ?? null : null));
  const isTouch = matchMedia('(pointer: coarse)').matches;
  if (isDiverged) return same(say('Diverged: the next update would not be finite. Go back in Play, or lower η and start again.'));
  if (setSize === 0) return same(say('No examples: the training set is empty, so there is no loss to compute.'));
  if (study === null || script === null) return same(say('Computing the update…'));
  if (openedLast !== null) return opened(study, openedLast, script.isKnown(openedLast, position), isTouch);
  if (beat === null || position === 0) return beginning(study, setSize ?? study.trace.examples.length, stride, isTouch);
  const isLast = position >= script.count;
  // A stride chosen in the midst of another has not completed anything yet.
  const completes = script.move(position - 1, stride, 1) === position ? stride : 'term';
  const sentence = headlineOf(study, beat, { completes, isBrief: isLast });
  if (!isLast) return sentence;
  const end = completion(study, setSize ?? study.trace.examples.length, isTouch);
  return { prose: `${sentence.prose} ${end.prose}`, spoken: `${sentence.spoken} ${end.spoken}` };
}

/** Steps in quick succession are not all said; the last one is. */
const QUIET_MS = 250;

export function StepHeadline() {
  const { prose, spoken } = useSentence();
  const walking = useNabla((state) => state.walking);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (walking) return;
    const timer = setTimeout(() => { setSaid(spoken); }, QUIET_MS);
    return () => { clearTimeout(timer); };
  }, [spoken, walking]);
  const colon = prose.indexOf(': ');
  return (
    <div className="step-headline">
      <p className="step-headline-text" aria-hidden="true" title={prose.includes('≈') ? ROUNDED : undefined}>
        {colon > 0 && colon < 24 && <><strong className="step-headline-phase">{prose.slice(0, colon + 1)}</strong>{' '}</>}
        <Prose>{colon > 0 && colon < 24 ? prose.slice(colon + 2) : prose}</Prose>
      </p>
      <p className="unseen" role="status" aria-label={say('Present step')} aria-atomic="true">{said}</p>
    </div>
  );
}
