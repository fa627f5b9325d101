/** In what the two runs differ, and the settings they share, which change for both at once. */
import { useMemo } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { Popover } from '../../components/Popover.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import type { Experiment } from '../../config/experiment.ts';
import { sweepVariableNames, sweepVariables, type SweepVariable } from '../../config/sweep.ts';
import { useNabla } from '../../store/nabla.ts';
import { isOfBeginning, samenessSentence, sharedVariables, sidesSentence } from '../../store/sideBySide.ts';
import { beginSides, setSharedValue, setSidesVariable } from '../../store/sideBySideActions.ts';
import { CompareMode } from './CompareMode.tsx';
import { planeWords } from './CompareText.ts';
import { CompareSidesValue } from './CompareSidesValue.tsx';
import { say } from '../../words/say.ts';

const variables = sweepVariableNames.map((value) => ({ value, label: sweepVariables[value].label }));

export function CompareSidesControls() {
  const variable = useNabla((state) => state.sides?.variable ?? null);
  // Nothing of what the runs do moment by moment.
  const left = useNabla((state) => state.sides?.runs.left.experiment ?? null);
  const right = useNabla((state) => state.sides?.runs.right.experiment ?? null);
  const plane = useNabla((state) => (state.sides?.runs.left.data == null ? '' : planeWords(state.sides.runs.left.data)));
  const flowsDown = useFlowsDown();
  if (variable === null || left === null || right === null) return <section className="compare-controls" aria-label={say('What varies')}><div className="compare-row"><CompareMode /></div></section>;
  const differing = { variable, runs: { left: { experiment: left }, right: { experiment: right } } };
  const shared = <Shared variable={variable} experiment={left} />;
  return (
    <section className="compare-controls" aria-label={say('What varies')}>
      <div className="compare-row">
        <CompareMode />
        <div className="compare-axis">
          <Choice<SweepVariable> label={say('Differ in')} value={variable} options={variables} onChange={setSidesVariable} />
        </div>
        {flowsDown
          ? <Popover label={say('Settings of both runs')} trigger={say('settings of both')}><div className="compare-sides-more">{shared}</div></Popover>
          : <div className="compare-sides-shared" role="group" aria-label={say('Settings of both runs')}><span className="compare-sides-both">{say('Both')}</span>{shared}</div>}
      </div>
      <p className="compare-equals">
        {samenessSentence(differing) ?? sidesSentence(differing)}
        {plane === '' ? '' : ` ${say('Pictures{plane}.', { plane })}`}
        {isOfBeginning(variable) ? ` ${say('Another value starts both again.')}` : ''}
        <Outdated />
      </p>
    </section>
  );
}

function Shared({ variable, experiment }: { readonly variable: SweepVariable; readonly experiment: Experiment }) {
  return sharedVariables.filter((each) => each !== variable).map((each) => (
    <CompareSidesValue key={each} variable={each} experiment={experiment} of="both" onChange={(value) => { setSharedValue(each, value); }} />
  ));
}

/** The experiment on the page is no longer the one these two began with. */
function Outdated() {
  const base = useNabla((state) => state.sides?.base ?? null);
  const experiment = useNabla((state) => state.experiment);
  const isOutdated = useMemo(() => base !== null && experiment !== base && JSON.stringify(experiment) !== JSON.stringify(base), [experiment, base]);
  if (!isOutdated) return null;
  return (
    <>
      {' '}
      <strong className="compare-outdated" role="status">{say('The experiment in Play is another one now.')}</strong>
      {' '}
      <TextButton onClick={() => { beginSides(); }}>{say('Begin anew with it')}</TextButton>
    </>
  );
}
