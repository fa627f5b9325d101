/** Runs that differ in one setting or two, side by side: what each has learned, their curves, and their figures. */
import { CompareControls } from '../panels/CompareControls.tsx';
import { CompareCurves } from '../panels/CompareCurves.tsx';
import { CompareMultiples } from '../panels/CompareMultiples.tsx';
import { CompareTable } from '../panels/CompareTable.tsx';
import { Area } from './Area.tsx';
import './compare.css';

export function CompareView() {
  return (
    <div className="compare">
      <Area name="compare-controls" label="What varies"><CompareControls /></Area>
      <Area name="compare-multiples" label="The pictures"><CompareMultiples /></Area>
      <Area name="compare-curves" label="The curves"><CompareCurves /></Area>
      <Area name="compare-table" label="The table"><CompareTable /></Area>
    </div>
  );
}
