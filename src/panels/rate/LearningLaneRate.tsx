/** "η = 0.1": the base rate as a number to type, and what the schedule has made of it by now. */
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { limits } from '../../config/limits.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectPresenting } from '../../store/selectors.ts';
import { formatNumber } from '../../viz/format.ts';
import { LearningLaneScheduleSmall } from './LearningLaneSchedule.tsx';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

export function LearningLaneRate() {
  const rate = useNabla((state) => state.experiment.learningRate);
  const presenting = useNabla(selectPresenting);
  const isScheduled = useNabla((state) => state.experiment.schedule.name !== 'constant');
  return (
    <>
      <h2>{say('Learning rate')}</h2>
      <div className="learning-lane-rate">
        <span className="learning-lane-eta" aria-hidden="true"><MathText>η =</MathText></span>
        <NumberField
          label={say('Learning rate value')}
          value={rate}
          min={limits.learningRate.min}
          max={limits.learningRate.max}
          onCommit={(learningRate) => changeExperiment((experiment) => ({ ...experiment, learningRate }), { coalesce: 'learningRate' })}
        />
        {isScheduled && !presenting && <ScheduledRate base={rate} />}
      </div>
      {isScheduled && presenting && (
        <p className="learning-lane-scheduled"><LearningLaneScheduleSmall width={130} height={26} /><ScheduledRate base={rate} /></p>
      )}
    </>
  );
}

function ScheduledRate({ base }: { readonly base: number }) {
  const now = useSlowFrame((frame) => formatNumber(frame?.learningRate ?? base));
  return <span className="learning-lane-now">{told('now {strong}', { strong: <b>{now}</b> })}</span>;
}
