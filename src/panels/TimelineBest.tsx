/** The way to the best step of a run that over-fits. */
import { TextButton } from '../components/TextButton.tsx';
import { bestMomentNow, goToBestStep } from '../store/actions.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { formatCount, formatNumber } from '../viz/format.ts';

/** There only while such a step is marked. */
export function TimelineBest() {
  const title = useSlowFrame(() => {
    const best = bestMomentNow();
    return best === null ? '' : `Lowest validation loss measured, ${formatNumber(best.loss)}, at step ${formatCount(best.step)}. Marked because it has since risen by a tenth while the training loss fell (both as means over a tenth of the run).`;
  });
  return title === '' ? null : <TextButton className="timeline-best" title={title} onClick={goToBestStep}>Go to the best step</TextButton>;
}
