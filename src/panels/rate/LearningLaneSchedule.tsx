/** The schedule as a curve over the coming epochs, from the playhead on and fainter behind it: small on the lane, with its axes in its settings. */
import { useMemo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { learningRateAt } from '../../engine/schedules.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import { scheduleCurve, scheduleSpan } from './LearningLaneScheduleCurve.ts';
import './LearningLaneSearch.css';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

const WIDTH = 288;
const HEIGHT = 76;
/** The schedule of the present run as a curve in a box of this size, and where the run stands on it. */
function useSchedule(width: number, height: number) {
  const spec = useNabla((state) => state.experiment.schedule);
  const base = useNabla((state) => state.experiment.learningRate);
  const step = useSlowFrame((frame) => frame?.step ?? 0);
  const stepsPerEpoch = useSlowFrame((frame) => Math.max(1, frame?.stepsPerEpoch ?? 1));
  const { from, to } = scheduleSpan(spec, step);
  const { behind, coming, highest, xOf, yOf } = useMemo(() => scheduleCurve(spec, base, { from, to }, step, width, height), [spec, base, from, to, step, width, height]);
  const now = learningRateAt(spec, base, step);
  const factor = formatNumber(now / base);
  const [first, last] = [formatCount(from / stepsPerEpoch), formatCount(to / stepsPerEpoch)];
  const words = say('η from epoch {first} to {last}: {now} now, {factor} times the rate that is set; {end} at the end, {highest} at most', { first, last, now: formatNumber(now), factor, end: formatNumber(learningRateAt(spec, base, to)), highest: formatNumber(highest) });
  return { behind, coming, highest, now, factor, first, last, words, x: Math.round(xOf(step)) + 0.5, y: yOf(now) };
}

export function LearningLaneSchedule() {
  const { behind, coming, highest, now, factor, first, last, words, x, y } = useSchedule(WIDTH, HEIGHT);
  return (
    <figure className="learning-lane-schedule">
      <figcaption>
        <span><MathText>η</MathText>{' '}{say('over the coming epochs')}</span>
        <span>{told('now {strong} = {factor} ·', { strong: <b>{formatNumber(now)}</b>, factor })}{' '}<MathText>η</MathText></span>
      </figcaption>
      <svg viewBox={`-2 -20 ${WIDTH + 4} ${HEIGHT + 40}`} width={WIDTH + 4} height={HEIGHT + 40} role="img" aria-label={words}>
        <path className="learning-lane-axis" d={`M0 ${HEIGHT + 0.5}H${WIDTH}`} />
        <path className="learning-lane-hair" d={`M0 0.5H${WIDTH}`} />
        <path className="learning-lane-rates" data-behind d={behind} />
        <path className="learning-lane-rates" d={coming} />
        <path className="learning-lane-playhead" d={`M${x} -2V${HEIGHT}`} />
        <path className="learning-lane-playhead-head" d={`M${x - 4} -8h8v4l-4 4l-4 -4z`} />
        <circle className="learning-lane-rates-now" cx={x} cy={y} r={3.5} />
        <text x={WIDTH} y={-6} textAnchor="end">{formatSetting(highest)}</text>
        <text x={0} y={HEIGHT + 15}>{first}</text>
        <text x={WIDTH} y={HEIGHT + 15} textAnchor="end">{say('epoch {last}', { last })}</text>
      </svg>
    </figure>
  );
}

/** The same in a line of words: the curve and the playhead on it, without axes. */
export function LearningLaneScheduleSmall({ width = 64, height = 16 }: { readonly width?: number; readonly height?: number }) {
  const { behind, coming, words, x, y } = useSchedule(width, height);
  return (
    <svg className="learning-lane-schedule-small" viewBox={`-3 -3 ${width + 6} ${height + 5}`} width={width + 6} height={height + 5} role="img" aria-label={words}>
      <path className="learning-lane-hair" d={`M0 ${height + 0.5}H${width}`} />
      <path className="learning-lane-rates" data-behind d={behind} />
      <path className="learning-lane-rates" d={coming} />
      <path className="learning-lane-playhead" d={`M${x} -3V${height}`} />
      <circle className="learning-lane-rates-now" cx={x} cy={y} r={2.75} />
    </svg>
  );
}
