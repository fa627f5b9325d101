/** Finding a learning rate: the range test with what it suggests, and the usual rates tried side by side. */
import { MathText } from '../../components/MathText.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { Prose } from '../../components/Prose.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { changeExperiment, testRates, tryUsualRates } from '../../store/actions.ts';
import { compareUsualRates } from '../../store/compareActions.ts';
import { useNabla } from '../../store/nabla.ts';
import type { RateTest, RateTries, SearchOrigin } from '../../store/rateLaneSearchState.ts';
import { formatCount, formatNumber, formatPercent, formatSetting } from '../../viz/format.ts';
import { CONVERGING_FALL } from '../../worker/rateTrials.ts';
import { testCurves, tryCurves } from './LearningLaneSearchCurves.ts';
import { say } from '../../words/say.ts';

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
    <section aria-label={say('Range test')}>
      <h3>{say('Range test')}</h3>
      <SegmentedChoice<SearchOrigin>
        label={say('Starting from')}
        value={test.origin}
        options={[{ value: 'here', label: say('here') }, { value: 'start', label: say('the initial weights') }]}
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
    <svg viewBox={`-8 0 ${WIDTH + 16} ${HEIGHT + 20}`} width={WIDTH + 16} height={HEIGHT + 20} role="img" aria-label={say('Loss in one run while η grows from 10⁻⁶ to 100{suggested}', { suggested: suggested === null ? '' : say('; suggested: {suggested}', { suggested: formatSetting(suggested) }) })}>
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
  const where = origin === 'here' ? say('epoch {epoch}', { epoch: formatCount(epoch) }) : say('the initial weights');
  if (failed !== null) return <p role="status">{failed}</p>;
  if (result === null) return <p role="status">{say('One run from {where}, η growing at every step: {progress}', { where, progress: formatPercent(Math.round(progress * 100) / 100) })}</p>;
  if (suggested === null) return <p role="status">{say('From {where} no rate lowers the loss clearly.', { where })}</p>;
  return (
    <div className="learning-lane-finding">
      <p role="status">{say('Suggested from {where}:', { where })}{' '}<MathText>η</MathText> = {formatSetting(suggested)}.</p>
      {suggested === rate ? <span>{say('in use')}</span> : <TextButton look="framed" onClick={() => { take(suggested); }}>{say('Use η = {suggested}', { suggested: formatSetting(suggested) })}</TextButton>}
    </div>
  );
}

/** What is asked here, and what the lane asks, are three questions. */
function Differences() {
  const epochs = useNabla((state) => state.rateTrials?.epochs ?? null);
  const tried = useNabla((state) => state.rateTries?.epochs ?? null);
  const convergingFall = formatSetting(100 * CONVERGING_FALL);
  const sentences = [
    say('These need not agree. The range test asks at which $η$ the loss falls fastest, and takes at most a quarter of the one where it is lowest: there it is about to rise.'),
    tried === null
      ? say('The list asks which of five rates ends lowest from the initial weights.')
      : say('The list asks which of five rates ends lowest after {tried} epochs from the initial weights.', { tried: formatCount(tried) }),
    epochs === null
      ? say('The lane asks what each $η$ does in the next epochs from here, where crawling is a fall of less than {convergingFall} % an epoch.', { convergingFall })
      : say('The lane asks what each $η$ does in the next {epochs} epochs from here, where crawling is a fall of less than {convergingFall} % an epoch.', { epochs: formatCount(epochs), convergingFall }),
  ];
  return <p><Prose>{sentences.join(' ')}</Prose></p>;
}

function UsualRates() {
  const tries = useNabla((state) => state.rateTries);
  return (
    <section aria-label={say('The usual rates')}>
      <h3>{say('One rate after the other')}</h3>
      {tries === null
        ? <TextButton look="framed" onClick={tryUsualRates}>{say('Try 0.1, 0.01, 0.001 …')}</TextButton>
        : <Tries tries={tries} />}
      <TextButton onClick={compareUsualRates}>{say('Compare them: boundaries, curves and figures')}</TextButton>
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
          const said = result === null || last === undefined ? '–' : result.divergedAt !== null ? say('diverged') : formatNumber(last);
          return (
            <li key={rate} data-best={rate === tries.best}>
              {rate === present
                ? <span aria-current="true">{formatSetting(rate)} <small>{say('in use')}</small></span>
                : <TextButton label={say('Use η = {rate}', { rate: formatSetting(rate) })} onClick={() => { take(rate); }}>{formatSetting(rate)}</TextButton>}
              <svg viewBox={`0 -1 ${SMALL_WIDTH} ${SMALL_HEIGHT + 2}`} width={SMALL_WIDTH} height={SMALL_HEIGHT + 2} aria-hidden="true"><path className="learning-lane-smooth" d={curves[i]} /></svg>
              <span title={result?.divergedAt == null ? undefined : say('diverged at step {divergedAt}', { divergedAt: formatCount(result.divergedAt) })}>{said}</span>
              <span>{rate === tries.best ? say('lowest') : ''}</span>
            </li>
          );
        })}
      </ul>
      <p role="status">
        {say('{best}Training loss over {epochs} epochs, each from the same initial weights on the same mini-batches.', { best: tries.best === null ? '' : `${say('η = {best} lowers the loss most.', { best: formatSetting(tries.best) })} `, epochs: formatCount(tries.epochs) })}
      </p>
    </>
  );
}
