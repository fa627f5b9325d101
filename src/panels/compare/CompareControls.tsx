/** What is to be varied, in one line, and the button that runs it. */
import { useEffect, useMemo } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { comparedEpochs, comparedSeeds, MOST_RUNS, sweepVariableNames, sweepVariables, type SweepAxis, type SweepVariable } from '../../config/sweep.ts';
import { isOfOtherSettings, proposedAxis, runCount, usableSpec } from '../../store/compare.ts';
import { cancelComparison, runComparison, setCompareSpec } from '../../store/compareActions.ts';
import { equalsSentence } from '../../store/compareEquals.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { selectBooted } from '../../store/selectors.ts';
import { formatCount } from '../../viz/format.ts';
import { CompareMode } from './CompareMode.tsx';
import { CompareValues } from './CompareValues.tsx';
import { say } from '../../words/say.ts';

const NO_SECOND = 'none';

const variables = sweepVariableNames.map((value) => ({ value, label: sweepVariables[value].label }));

export function CompareControls() {
  const chosen = useNabla((state) => state.compareSpec);
  const experiment = useNabla((state) => state.experiment);
  const booted = useNabla(selectBooted);
  const spec = useMemo(() => usableSpec(chosen, experiment), [chosen, experiment]);
  const { first, second, seeds, epochs } = spec;
  const count = runCount(spec);
  const varied = [first.variable, second?.variable];

  const setFirst = (variable: SweepVariable): void => {
    const present = nabla.getState().experiment;
    setCompareSpec((before) => ({
      ...before, first: proposedAxis(present, variable), second: before.second?.variable === variable ? null : before.second,
      seeds: variable === 'seed' ? 1 : before.seeds,
    }));
  };
  const setSecond = (variable: SweepVariable | typeof NO_SECOND): void => {
    const present = nabla.getState().experiment;
    setCompareSpec((before) => ({
      ...before, second: variable === NO_SECOND ? null : proposedAxis(present, variable), seeds: variable === 'seed' ? 1 : before.seeds,
    }));
  };
  const setAxis = (place: 'first' | 'second') => (axis: SweepAxis): void => setCompareSpec((before) => ({ ...before, [place]: axis }));

  return (
    <section className="compare-controls" aria-label={say('What varies')}>
      <div className="compare-row">
        <CompareMode />
        <div className="compare-axis">
          <Choice label={say('Vary')} value={first.variable} options={variables} onChange={setFirst} />
          <CompareValues axis={first} onChange={setAxis('first')} />
        </div>
        <div className="compare-axis">
          <Choice
            label={say('Vary also')}
            value={second?.variable ?? NO_SECOND}
            options={[{ value: NO_SECOND, label: say('nothing') }, ...variables.filter(({ value }) => value !== first.variable)]}
            onChange={setSecond}
          />
          {second === null ? null : <CompareValues axis={second} onChange={setAxis('second')} />}
        </div>
        <div className="compare-numbers">
          {varied.includes('seed') ? null : (
            <NumberField
              label={say('Seeds')} showLabel integer {...comparedSeeds} step={1} width={3} value={seeds}
              onCommit={(value) => setCompareSpec((before) => ({ ...before, seeds: value }))}
            />
          )}
          <NumberField
            label={say('Epochs')} showLabel integer {...comparedEpochs} step={50} width={5} value={epochs}
            onCommit={(value) => setCompareSpec((before) => ({ ...before, epochs: value }))}
          />
        </div>
        <RunButton count={count} disabled={!booted} />
      </div>
      <p className="compare-equals">
        {equalsSentence(spec)}
        {count > MOST_RUNS ? ` ${say('These are {count} runs: only the first {mostRuns} will be made.', { count: formatCount(count), mostRuns: MOST_RUNS })}` : ''}
        <Outdated />
      </p>
    </section>
  );
}

function RunButton({ count, disabled }: { readonly count: number; readonly disabled: boolean }) {
  const isRunning = useNabla((state) => state.comparison?.status === 'running');
  const total = useNabla((state) => state.comparison?.cells.length ?? 0);
  const done = useNabla((state) => progressOf(state.comparison?.runs ?? []));
  useEffect(() => {
    if (!isRunning) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) cancelComparison();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => { removeEventListener('keydown', onKeyDown, { capture: true }); };
  }, [isRunning]);
  const shown = Math.min(count, MOST_RUNS);
  return (
    <div className="compare-run">
      {isRunning
        ? <TextButton look="framed" className="compare-main" onClick={cancelComparison}>{say('Cancel')}</TextButton>
        : <TextButton look="framed" className="compare-main" disabled={disabled} onClick={runComparison}>{say('Run comparison')}</TextButton>}
      {isRunning
        ? <progress aria-label={say('Runs of the comparison')} max={total} value={done}>{say('{done} of {total}', { done, total })}</progress>
        : <span className="compare-count">{formatCount(shown)} {shown === 1 ? say('run') : say('runs')}</span>}
    </div>
  );
}

const progressOf = (runs: readonly { readonly state: string }[]): number => runs.filter(({ state }) => state === 'done' || state === 'failed').length;

/** The shown comparison was made with other settings than those on the page. */
function Outdated() {
  const isOutdated = useNabla(({ comparison, experiment }) => comparison !== null && isOutdatedFor(comparison, experiment));
  return isOutdated ? <strong className="compare-outdated" role="status">{' '}{say('The experiment has been changed since: what is shown below was run with the settings before.')}</strong> : null;
}

let last: { readonly comparison: unknown; readonly experiment: unknown; readonly is: boolean } | null = null;

function isOutdatedFor(comparison: Parameters<typeof isOfOtherSettings>[0], experiment: Parameters<typeof isOfOtherSettings>[1]): boolean {
  if (last?.comparison !== comparison.base || last.experiment !== experiment) last = { comparison: comparison.base, experiment, is: isOfOtherSettings(comparison, experiment) };
  return last.is;
}
