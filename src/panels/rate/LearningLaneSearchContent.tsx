/** Finding a learning rate: the range test with what it suggests, and the usual rates tried side by side. */
import { MathText } from '../../components/MathText.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { changeExperiment, testRates, tryUsualRates } from '../../store/actions.ts';
import { compareUsualRates } from '../../store/compareActions.ts';
import { useNabla } from '../../store/nabla.ts';
import type { RateTest, RateTries, SearchOrigin } from '../../store/rateLaneSearchState.ts';
import { formatCount, formatNumber, formatPercent, formatSetting } from '../../viz/format.ts';
import { CONVERGING_FALL } from '../../worker/rateTrials.ts';
import { testCurves, tryCurves } from './LearningLaneSearchCurves.ts';

const WIDTH = 320;
const HEIGHT = 92;
const SMALL_WIDTH = 120;
const SMALL_HEIGHT = 22;
const MARKS = [[1e-6, '10⁻⁶'], [1e-4, '10⁻⁴'], [0.01, '0.01'], [1, '1'], [100, '100']] as const;

export function LearningLaneSearchContent() {
  return (
    <>
      <RangeTest />
      <UsualRates />
      <Differences />
    </>
  );
}

function take(learningRate: number): void {
  changeExperiment((experiment) => ({ ...experiment, learningRate }));
}

function RangeTest() {
  const test = useNabla((state) => state.rateTest);
  if (test === null) return null;
  return (
    <section aria-label="Range test">
      <h3>Range test</h3>
      <SegmentedChoice<SearchOrigin>
        label="Starting from"
        value={test.origin}
        options={[{ value: 'here', label: 'here' }, { value: 'start', label: 'the initial weights' }]}
        onChange={testRates}
      />
      <TestPicture test={test} />
      <TestFinding test={test} />
    </section>
  );
}

function TestPicture({ test }: { readonly test: RateTest }) {
  const { raw, smooth, present, xOf } = testCurves(test, WIDTH, HEIGHT);
  const { suggested } = test;
  const x = suggested === null ? 0 : Math.round(xOf(suggested)) + 0.5;
  return (
    <svg viewBox={`-8 0 ${WIDTH + 16} ${HEIGHT + 20}`} width={WIDTH + 16} height={HEIGHT + 20} role="img" aria-label={`Loss in one run while η grows from 10⁻⁶ to 100${suggested === null ? '' : `; suggested: ${formatSetting(suggested)}`}`}>
      <path className="learning-lane-axis" d={`M0 ${HEIGHT + 0.5}H${WIDTH}${MARKS.map(([rate]) => `M${Math.round(xOf(rate)) + 0.5} ${HEIGHT}v4`).join('')}`} />
      {test.result !== null && <path className="learning-lane-hair" d={`M0 ${Math.round(present) + 0.5}H${WIDTH}`} />}
      <path className="learning-lane-raw" d={raw} />
      <path className="learning-lane-smooth" d={smooth} />
      {suggested !== null && <path className="learning-lane-suggested" d={`M${x} 0V${HEIGHT}`} />}
      {MARKS.map(([rate, label]) => <text key={label} x={xOf(rate)} y={HEIGHT + 17} textAnchor="middle">{label}</text>)}
    </svg>
  );
}

function TestFinding({ test: { origin, epoch, progress, result, suggested, failed } }: { readonly test: RateTest }) {
  const rate = useNabla((state) => state.experiment.learningRate);
  const where = origin === 'here' ? `epoch ${formatCount(epoch)}` : 'the initial weights';
  if (failed !== null) return <p role="status">{failed}</p>;
  if (result === null) return <p role="status">{`One run from ${where}, η growing at every step: ${formatPercent(Math.round(progress * 100) / 100)}`}</p>;
  if (suggested === null) return <p role="status">From {where} no rate lowers the loss clearly.</p>;
  return (
    <div className="learning-lane-finding">
      <p role="status">Suggested from {where}: <MathText>η</MathText> = {formatSetting(suggested)}.</p>
      {suggested === rate ? <span>in use</span> : <TextButton look="framed" onClick={() => { take(suggested); }}>{`Use η = ${formatSetting(suggested)}`}</TextButton>}
    </div>
  );
}

/** What is asked here, and what the lane asks, are three questions. */
function Differences() {
  const epochs = useNabla((state) => state.rateTrials?.epochs ?? null);
  const tried = useNabla((state) => state.rateTries?.epochs ?? null);
  return (
    <p>
      These need not agree. The range test asks at which <MathText>η</MathText> the loss falls fastest, and takes at most a quarter of the one where it is lowest: there it is about to rise. The list asks which of five rates ends lowest{tried === null ? '' : ` after ${formatCount(tried)} epochs`} from the initial weights; the lane, what each <MathText>η</MathText> does in the next {epochs === null ? '' : `${formatCount(epochs)} `}epochs from here, where crawling is a fall of less than {formatSetting(100 * CONVERGING_FALL)} % an epoch.
    </p>
  );
}

function UsualRates() {
  const tries = useNabla((state) => state.rateTries);
  return (
    <section aria-label="The usual rates">
      <h3>One rate after the other</h3>
      {tries === null
        ? <TextButton look="framed" onClick={tryUsualRates}>Try 0.1, 0.01, 0.001 …</TextButton>
        : <Tries tries={tries} />}
      <TextButton onClick={compareUsualRates}>Compare them: boundaries, curves and figures</TextButton>
    </section>
  );
}

function Tries({ tries }: { readonly tries: RateTries }) {
  const present = useNabla((state) => state.experiment.learningRate);
  const curves = tryCurves(tries, SMALL_WIDTH, SMALL_HEIGHT);
  if (tries.failed !== null) return <p role="status">{tries.failed}</p>;
  return (
    <>
      <ul className="learning-lane-tries">
        {tries.tries.map(({ rate, result }, i) => {
          const last = result?.train.at(-1);
          const said = result === null || last === undefined ? '–' : result.divergedAt !== null ? 'diverged' : formatNumber(last);
          return (
            <li key={rate} data-best={rate === tries.best}>
              {rate === present
                ? <span aria-current="true">{formatSetting(rate)} <small>in use</small></span>
                : <TextButton label={`Use η = ${formatSetting(rate)}`} onClick={() => { take(rate); }}>{formatSetting(rate)}</TextButton>}
              <svg viewBox={`0 -1 ${SMALL_WIDTH} ${SMALL_HEIGHT + 2}`} width={SMALL_WIDTH} height={SMALL_HEIGHT + 2} aria-hidden="true"><path className="learning-lane-smooth" d={curves[i]} /></svg>
              <span title={result?.divergedAt == null ? undefined : `diverged at step ${formatCount(result.divergedAt)}`}>{said}</span>
              <span>{rate === tries.best ? 'lowest' : ''}</span>
            </li>
          );
        })}
      </ul>
      <p role="status">
        {tries.best === null ? '' : `η = ${formatSetting(tries.best)} lowers the loss most. `}
        Training loss over {formatCount(tries.epochs)} epochs, each from the same initial weights on the same mini-batches.
      </p>
    </>
  );
}
