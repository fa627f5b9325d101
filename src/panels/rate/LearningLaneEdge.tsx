/** The edge of stability on the track: a line at 2/λmax, whose name opens what it means for the settings in use. */
import { MathText } from '../../components/MathText.tsx';
import { Popover } from '../../components/Popover.tsx';
import { Prose } from '../../components/Prose.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { isEdgeExact } from '../../store/rateLane.ts';
import { formatNumber } from '../../viz/format.ts';
import { isOnTrack, placeOf } from './LearningLaneCurve.ts';
import { edgeSide, edgeText } from './LearningLaneEdgeText.ts';
import { stillHolds, useStandingStep } from './LearningLaneFresh.ts';
import type { RateRange } from './LearningLaneTrack.ts';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

export function LearningLaneEdge({ range, width }: { readonly range: RateRange; readonly width: number }) {
  const standingAt = useStandingStep();
  const flowsDown = useFlowsDown();
  const largest = useNabla((state) => state.sharpness?.largest ?? null);
  const holds = useNabla((state) => state.sharpness !== null && stillHolds(state.sharpness.from, state, standingAt));
  const isExact = useNabla((state) => state.data !== null && isEdgeExact(state.experiment, trainCountOf(state.data)));
  if (largest === null || largest <= 0 || width === 0) return null;
  const edge = 2 / largest;
  if (!isOnTrack(edge, range)) return null;
  const x = placeOf(edge, range, width);
  const side = edgeSide(x, width, flowsDown);
  return (
    <div className="learning-lane-edge" data-exact={isExact} data-fresh={holds} data-side={side} style={{ left: x }}>
      <Popover label={say('Edge of stability')} look="plain" className="learning-lane-edge-name" trigger={<><EdgeSymbol /> = {formatNumber(edge)}</>}>
        <EdgeMeaning largest={largest} />
      </Popover>
    </div>
  );
}

/** 2/λmax with its index upright. */
function EdgeSymbol() {
  return <>2/<MathText>λ</MathText><sub className="learning-lane-max">{say('max')}</sub></>;
}

function EdgeMeaning({ largest }: { readonly largest: number }) {
  const experiment = useNabla((state) => state.experiment);
  const examples = useNabla((state) => (state.data === null ? 0 : trainCountOf(state.data)));
  const rate = useSlowFrame((frame) => frame?.learningRate ?? null) ?? experiment.learningRate;
  return (
    <div className="learning-lane-meaning">
      <p className="learning-lane-meaning-title">{say('Edge of stability:')}{' '}<EdgeSymbol /> = {formatNumber(2 / largest)}</p>
      <p>
        <MathText>λ</MathText>{told('{symbol} = {largest} is how strongly the training loss curves here in its steepest direction: the largest eigenvalue of its Hessian.', { symbol: <sub className="learning-lane-max">{say('max')}</sub>, largest: formatNumber(largest) })}
      </p>
      {edgeText(experiment, examples, largest, rate).map((sentence) => <p key={sentence}><Prose>{sentence}</Prose></p>)}
    </div>
  );
}
