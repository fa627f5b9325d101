/** The word that opens the list of runs, with their number. */
import { later } from '../../components/later.tsx';
import { Popover } from '../../components/Popover.tsx';
import { useNabla } from '../../store/nabla.ts';
import './TimelineRuns.css';
import { say } from '../../words/say.ts';

const TimelineRunsTable = later(async () => (await import('./TimelineRunsTable.tsx')).TimelineRunsTable, { name: say('The list of runs'), soon: true });

export function TimelineRuns() {
  const count = useNabla((state) => Math.max(1, state.runs.length));
  return (
    <Popover label={say('Runs {count}', { count })} trigger={say('Runs {count}', { count })} side="above" className="timeline-runs-trigger">
      {(close) => <TimelineRunsTable close={close} />}
    </Popover>
  );
}
