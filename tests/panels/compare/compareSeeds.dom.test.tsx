import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { sweepCells, type SweepSpec } from '../../../src/config/sweep.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { CompareCell } from '../../../src/panels/compare/CompareCell.tsx';
import { CompareCurveNote } from '../../../src/panels/compare/CompareCurveChoices.tsx';
import { alongEnd, lineLabel, linesOf } from '../../../src/panels/compare/CompareCurvesDraw.ts';
import { CompareHeat } from '../../../src/panels/compare/CompareHeat.tsx';
import { cellsOf } from '../../../src/panels/compare/CompareText.ts';
import type { ComparedRun, Comparison } from '../../../src/store/compareSlice.ts';
import { setCompareAlong } from '../../../src/store/compareActions.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';

const done = (train: number, divergedAt: number | null = null): ComparedRun => {
  const at = divergedAt === null ? [0, 100, 200] : [0, divergedAt];
  return {
    state: 'done',
    result: {
      epoch: Float64Array.from(at, (step) => step / 10), step: Float64Array.from(at), train: Float64Array.from(at, (_, i) => (i === 0 ? 1 : train)),
      validation: Float64Array.from(at, (_, i) => (i === 0 ? 1 : train * 2)), trainAccuracy: 0.9, validationAccuracy: 0.8, divergedAt,
      state: {} as NonNullable<ComparedRun['result']>['state'], outputPicture: new Float32Array(0),
    },
  };
};

function comparisonOf(runs: readonly ComparedRun[], spec: Partial<SweepSpec> = {}): Comparison {
  const whole: SweepSpec = { first: { variable: 'learningRate', values: [0.1, 3] }, second: null, seeds: 5, epochs: 20, ...spec };
  return { base: initialExperiment, spec: whole, data: buildData(initialExperiment), cells: sweepCells(initialExperiment, whole), runs, status: 'done' };
}
const some = [done(0.1), done(0.2), done(0.3), done(9, 60), done(9, 80)];
const most = [done(0.1), done(9, 40), done(0.3), done(9, 60), done(9, 80)];

beforeEach(() => { nabla.setState(initialState, true); });
afterEach(cleanup);

describe('seeds of which some diverged', () => {
  it('are counted beside the end of their fan, which stays on the axis while the median does', () => {
    const [first, second] = linesOf(comparisonOf([...some, ...most]), { along: 'epoch', smoothing: 0 });
    expect(lineLabel(first!)).toBe('η 0.1, 2 of 5 diverged');
    expect(first!.diverged).toBe(false);
    expect(lineLabel(second!)).toBe('η 3, 3 of 5 diverged');
    expect(second!.diverged).toBe(true);
    const [alone] = linesOf(comparisonOf([done(9, 60), done(0.1)], { seeds: 1 }), { along: 'epoch', smoothing: 0 });
    expect(lineLabel(alone!)).toBe('η 0.1 diverged');
  });

  it.each([[200, true], [110, false]])('are counted under their picture of %s px', (side, isFull) => {
    const comparison = comparisonOf([...some, ...most]);
    const [first = [], second = []] = cellsOf(comparison);
    render(<ul><CompareCell comparison={comparison} places={first} label="η 0.1" hidesLabel={false} side={side} isFull={isFull} /></ul>);
    const button = screen.getByRole('button');
    expect(button.textContent).toContain('2 of 5 diverged');
    if (isFull) expect(button.textContent).toContain('0.300');
    expect(button.getAttribute('aria-label')).toContain('medians of 5 seeds, 2 of 5 diverged: training loss 0.300');
    cleanup();
    render(<ul><CompareCell comparison={comparison} places={second} label="η 3" hidesLabel={false} side={side} isFull={isFull} /></ul>);
    expect(screen.getByRole('button').textContent).toContain('3 of 5 diverged');
  });

  it('are counted in the heat map', () => {
    const runs = [...some, ...some, ...most, ...most];
    render(<CompareHeat comparison={comparisonOf(runs, { second: { variable: 'optimizer', values: ['sgd', 'adam'] } })} />);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent).filter((text) => text.includes('diverged'))).toEqual(['0.6002 of 5 diverged', '0.6002 of 5 diverged', '3 of 5 diverged', '3 of 5 diverged']);
  });
});

describe('curves over what they cost', () => {
  it('are as long as their networks are large and their batches small, and the sum is said', () => {
    const ends = (spec: Partial<SweepSpec>): readonly number[] => linesOf(comparisonOf([done(0.1), done(0.2)], { seeds: 1, ...spec }), { along: 'compute', smoothing: 0 }).map(({ place }) => place.at(-1)!);
    const [narrow = 0, wide = 0] = ends({ first: { variable: 'width', values: [2, 8] } });
    expect(wide).toBeGreaterThan(3 * narrow);
    const [shallow = 0, deep = 0] = ends({ first: { variable: 'depth', values: [1, 3] } });
    expect(deep).toBeGreaterThan(shallow);
    expect([alongEnd('compute', 1_312_920), alongEnd('compute', 7), alongEnd('compute', 2e6), alongEnd('step', 123)]).toEqual([1.4e6, 7, 2e6, 123]);
    const { container } = render(<CompareCurveNote />);
    expect(container.textContent).toBe('');
    cleanup();
    setCompareAlong('compute');
    render(<CompareCurveNote />);
    expect(screen.getByText(/^Multiplications: 3 for each weight and example/)).toBeTruthy();
  });
});
