/** The way to the best step of a run that over-fits. */
import { TextButton } from '../../components/TextButton.tsx';
import { bestMomentNow, bestStepSentence, goToBestStep } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { say } from '../../words/say.ts';

/** There only while such a step is marked. */
export function TimelineBest() {
  const title = useSlowFrame(() => {
    const best = bestMomentNow();
    return best === null ? '' : bestStepSentence(best);
  });
  return title === '' ? null : <TextButton className="timeline-best" title={title} onClick={goToBestStep}>{say('Go to the best step')}</TextButton>;
}
