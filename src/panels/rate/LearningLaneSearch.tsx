/** Finding a learning rate: the word that opens it, and with which the range test begins. */
import { later } from '../../components/later.tsx';
import { MathText } from '../../components/MathText.tsx';
import { Popover } from '../../components/Popover.tsx';
import { stopSearch, testRates } from '../../store/actions.ts';
import { getFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { canBeTried } from '../../store/rateLane.ts';
import './LearningLaneSearch.css';
import { say } from '../../words/say.ts';

/** Fetched when it is first opened. */
const LearningLaneSearchContent = later(async () => (await import('./LearningLaneSearchContent.tsx')).LearningLaneSearchContent, { name: say('The search') });

export function LearningLaneSearch() {
  const canTry = useNabla((state) => canBeTried(state.experiment));
  const isBooted = useNabla((state) => state.initialParameters !== null);
  const toggled = (open: boolean): void => {
    if (open) testRates((getFrame()?.step ?? 0) > 0 && getFrame()?.status !== 'diverged' ? 'here' : 'start');
    else stopSearch();
  };
  return (
    <div className="learning-lane-menu">
      <Popover label={say('Find a learning rate')} trigger={<>{say('find')}{' '}<MathText>η</MathText></>} disabled={!canTry || !isBooted} onToggle={toggled}>
        <div className="learning-lane-search"><LearningLaneSearchContent /></div>
      </Popover>
    </div>
  );
}
