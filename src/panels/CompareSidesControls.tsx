/** In what the two runs differ, and the settings they share, which change for both at once. */
import { Choice } from '../components/Choice.tsx';
import { Popover } from '../components/Popover.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { sweepVariableNames, sweepVariables, type SweepVariable } from '../config/sweep.ts';
import { useNabla } from '../store/nabla.ts';
import { isOfBeginning, samenessSentence, sharedVariables, sidesSentence, type Sides } from '../store/sideBySide.ts';
import { beginSides, setSharedValue, setSidesVariable } from '../store/sideBySideActions.ts';
import { CompareMode } from './CompareMode.tsx';
import { CompareSidesValue } from './CompareSidesValue.tsx';
import { useFlowsDown } from './NetworkPanelFlow.ts';

const variables = sweepVariableNames.map((value) => ({ value, label: sweepVariables[value].label }));

export function CompareSidesControls() {
  const sides = useNabla((state) => state.sides);
  const flowsDown = useFlowsDown();
  return (
    <section className="compare-controls" aria-label="What varies">
      <div className="compare-row">
        <CompareMode />
        {sides === null ? null : (
          <>
            <div className="compare-axis">
              <Choice<SweepVariable> label="Differ in" value={sides.variable} options={variables} onChange={setSidesVariable} />
            </div>
            {flowsDown
              ? <Popover label="Settings of both runs" trigger="settings of both"><div className="compare-sides-more"><Shared sides={sides} /></div></Popover>
              : <div className="compare-sides-shared" role="group" aria-label="Settings of both runs"><span className="compare-sides-both">Both</span><Shared sides={sides} /></div>}
          </>
        )}
      </div>
      {sides === null ? null : (
        <p className="compare-equals">
          {samenessSentence(sides) ?? sidesSentence(sides)}
          {isOfBeginning(sides.variable) ? ' Another value starts both again.' : ''}
          <Outdated base={sides.base} />
        </p>
      )}
    </section>
  );
}

function Shared({ sides }: { readonly sides: Sides }) {
  return sharedVariables.filter((variable) => variable !== sides.variable).map((variable) => (
    <CompareSidesValue
      key={variable} variable={variable} experiment={sides.runs.left.experiment} of="both"
      onChange={(value) => { setSharedValue(variable, value); }}
    />
  ));
}

/** The experiment on the page is no longer the one these two began with. */
function Outdated({ base }: Pick<Sides, 'base'>) {
  const isOutdated = useNabla(({ experiment }) => experiment !== base && JSON.stringify(experiment) !== JSON.stringify(base));
  if (!isOutdated) return null;
  return (
    <>
      {' '}
      <strong className="compare-outdated" role="status">The experiment in Play is another one now.</strong>
      {' '}
      <TextButton onClick={() => { beginSides(); }}>Begin anew with it</TextButton>
    </>
  );
}
