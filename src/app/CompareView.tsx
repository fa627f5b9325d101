/** Runs that differ in one setting or two: many to their end, or two as they go, side by side. */
import { useEffect } from 'react';
import { CompareControls } from '../panels/compare/CompareControls.tsx';
import { CompareCurves } from '../panels/compare/CompareCurves.tsx';
import { CompareMultiples } from '../panels/compare/CompareMultiples.tsx';
import { CompareSidesControls } from '../panels/compare/CompareSidesControls.tsx';
import { CompareSidesCurves } from '../panels/compare/CompareSidesCurves.tsx';
import { CompareSidesRun } from '../panels/compare/CompareSidesRun.tsx';
import { CompareSidesTransport } from '../panels/compare/CompareSidesTransport.tsx';
import { CompareTable } from '../panels/compare/CompareTable.tsx';
import { useNabla } from '../store/nabla.ts';
import { setCompareMode } from '../store/sideBySideActions.ts';
import { offerPairWorker } from '../store/sideBySideWorker.ts';
import { Area } from './Area.tsx';
import './compare.css';
import { language } from '../words/language.ts';
import { say } from '../words/say.ts';

const spawn = (): Worker => new Worker(new URL('../worker/pair.worker.ts', import.meta.url), { type: 'module', name: `pair ${language}` });

export function CompareView() {
  return useNabla((state) => state.compareMode) === 'sweep' ? <Sweep /> : <Sides />;
}

/** What each run has learned, their curves, and their figures. */
function Sweep() {
  return (
    <div className="compare">
      <Area name="compare-controls" label={say('What varies')}><CompareControls /></Area>
      <Area name="compare-multiples" label={say('The pictures')}><CompareMultiples /></Area>
      <Area name="compare-curves" label={say('The curves')}><CompareCurves /></Area>
      <Area name="compare-table" label={say('The table')}><CompareTable /></Area>
    </div>
  );
}

/** Two live runs with one transport; who leaves them stops them, and finds them as they were. */
function Sides() {
  useEffect(() => {
    const leave = offerPairWorker(spawn);
    setCompareMode('sides');
    return leave;
  }, []);
  return (
    <div className="compare compare-sides">
      <Area name="compare-controls" label={say('What varies')}><CompareSidesControls /></Area>
      <Area name="compare-left" label={say('The left run')}><CompareSidesRun side="left" /></Area>
      <Area name="compare-right" label={say('The right run')}><CompareSidesRun side="right" /></Area>
      <Area name="compare-sides-curves" label={say('The curves')}><CompareSidesCurves /></Area>
      <Area name="compare-transport" label={say('The transport')}><CompareSidesTransport /></Area>
    </div>
  );
}
