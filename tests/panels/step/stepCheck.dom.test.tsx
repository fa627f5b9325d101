import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../../src/config/experiment.ts';
import { defaultExperiment, initialExperiment } from '../../../src/config/defaults.ts';
import { presetById } from '../../../src/config/presets.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { differenceStep } from '../../../src/engine/checkGradient.ts';
import { evaluate } from '../../../src/engine/evaluate.ts';
import { reductionScale } from '../../../src/engine/losses.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { createWorkspace } from '../../../src/engine/workspace.ts';
import { startCheck, type CheckTable } from '../../../src/explain/check.ts';
import { StepCheck } from '../../../src/panels/step/StepCheck.tsx';
import { agreementOf, agreeingDigits, kinkSentence, restSentence, summarize, summarySentence, whyEpsilon } from '../../../src/panels/step/StepCheckWords.ts';
import { StepLedger } from '../../../src/panels/step/StepLedger.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { pickExamples } from '../../../src/worker/sample.ts';
import { studyOfExperiment, traceOf } from './stepStudies.ts';

const begin = nabla.getState();
const worked = presetById('workedNetwork').experiment;

function checked(experiment: Experiment, indices: readonly number[] | null): CheckTable {
  const { config, theta, examples } = traceOf(experiment);
  const work = startCheck(createNetwork(config.network), theta, config.loss, buildData(experiment).trainSet, examples, indices);
  for (;;) {
    const table = work.advance();
    if (table !== null) return table;
  }
}
const tableOf = (relativeError: readonly number[], kinks: CheckTable['kinks'] = []): CheckTable => ({
  indices: Uint32Array.from(relativeError, (_, index) => index), epsilon: new Float64Array(relativeError.length).fill(6e-6),
  analytic: new Float64Array(relativeError.length).fill(1), numeric: Float64Array.from(relativeError, (error) => 1 - error),
  relativeError: Float64Array.from(relativeError), kinks, rounding: 1e-16,
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  nabla.setState(begin);
});

describe('the words of a check', () => {
  it('count the digits that agree', () => {
    expect(agreeingDigits(3e-12)).toBe(11);
    expect(agreeingDigits(0.2)).toBe(0);
    expect(agreeingDigits(0)).toBe(15);
    expect(agreementOf(tableOf([5e-11]), 0)).toMatchObject({ short: '10 digits', sentence: 'They agree to 10 digits', heat: 0 });
    expect(agreementOf(tableOf([0.003]), 0)).toMatchObject({ heat: 3, sentence: 'They agree to 2 digits only' });
    expect(agreementOf(tableOf([0.7]), 0)).toMatchObject({ heat: 4, short: 'differs' });
    expect(agreementOf(tableOf([Number.NaN]), 0).sentence).toMatch(/not finite/);
  });
  it('do not take rounding for a difference', () => {
    const table = { ...tableOf([1]), analytic: Float64Array.of(0), numeric: Float64Array.of(3e-12) };
    expect(agreementOf(table, 0)).toMatchObject({ short: 'both ≈ 0', heat: 0 });
  });
  it('sum up a check of all', () => {
    const table = tableOf([1e-10, 0.5, 1e-8, 1e-9]);
    const summary = summarize(table);
    expect(summary).toMatchObject({ count: 4, agree: 3, largest: 0.5, worst: 1 });
    expect(summary.median).toBeCloseTo(5.5e-9, 12);
    expect(summarySentence(summary)).toBe('3 of 4 agree to 6 digits or more');
    expect(summarySentence(summarize(tableOf([1e-9, 1e-9])))).toBe('All 2 agree to 6 digits or more');
  });
  it('say why the rest do not agree', () => {
    expect(restSentence(summarize(tableOf([1e-9, 1e-9])))).toBe('');
    // 2ε = 1.2·10⁻⁵: sixteen roundings of 10⁻¹⁶ are 1.3·10⁻¹⁰ in the quotient.
    const small = (error: number, rounding: number): CheckTable => ({ ...tableOf([error, 1e-9]), rounding });
    expect(restSentence(summarize(small(1e-3, 1e-9)))).toMatch(/^The other one has a gradient so near 0 that the rounding of L, /);
    expect(restSentence(summarize(small(1e-3, 1e-16)))).toBe('The other one lies where L bends too strongly within ±ε for its difference quotient.');
    const kinks = [{ index: 1, at: 'loss' as const, example: 0, output: 0 }];
    expect(restSentence(summarize({ ...tableOf([1e-3, 0.5, 1e-9, 1e-3, Number.NaN], kinks), rounding: 1e-16 })))
      .toBe('Of the other 4, 2 lie where L bends too strongly within ±ε for its difference quotient; 1 has a kink of L within ±ε; 1 has no finite loss within ±ε.');
  });
  it('say so truly: what is called rounding has a gradient near 0, and what is called a bend a quotient that a smaller ε mends', { timeout: 60_000 }, () => {
    const normal = (units: number, layers: number, std: number): Experiment => ({
      ...initialExperiment, hidden: Array.from({ length: layers }, () => ({ units, activation: 'tanh' as const })),
      initialization: { ...initialExperiment.initialization, weights: { kind: 'normal', mean: 0, std } },
    });
    const calm = checked(normal(32, 4, 1), null);
    const { rest, agree, count } = summarize(calm);
    expect(rest).toEqual({ kink: 0, rounding: count - agree, bend: 0, notFinite: 0 });
    expect(rest.rounding).toBeGreaterThan(3);
    for (let place = 0; place < count; place += 1) {
      if (agreementOf(calm, place).digits < 6) expect(Math.abs(calm.analytic[place]!)).toBeLessThan((1e6 * 16 * calm.rounding) / (2 * calm.epsilon[place]!));
    }

    const wild = normal(10, 7, 3);
    const table = checked(wild, null);
    expect(summarize(table).rest.bend).toBeGreaterThan(3);
    const { config, theta, examples } = traceOf(wild);
    const network = createNetwork(config.network);
    const batch = pickExamples(buildData(wild).trainSet, [...examples]);
    const workspace = createWorkspace(network, batch.count);
    const lossAt = (index: number, value: number): number => {
      const moved = theta.slice();
      moved[index] = value;
      return evaluate(network, moved, workspace, config.loss, batch, 0, batch.count).lossSum * reductionScale(config.loss, batch.count, 1);
    };
    let mended = 0;
    let bends = 0;
    for (let place = 0; place < table.indices.length; place += 1) {
      const error = Math.abs(table.analytic[place]! - table.numeric[place]!);
      // Far above the rounding, so that a smaller ε can be better.
      if (agreementOf(table, place).digits >= 6 || error * 2 * table.epsilon[place]! < 1000 * table.rounding) continue;
      bends += 1;
      const epsilon = table.epsilon[place]! / 4;
      const at = theta[place]!;
      if (Math.abs((lossAt(place, at + epsilon) - lossAt(place, at - epsilon)) / (2 * epsilon) - table.analytic[place]!) < error / 4) mended += 1;
    }
    expect(bends).toBeGreaterThan(3);
    expect(mended).toBe(bends);
  });
  it('know that a small loss of large outputs is rounded as coarsely as they are', () => {
    const line: Experiment = { ...defaultExperiment('line'), hidden: [], outputActivation: 'linear', loss: { name: 'half_squared', reduction: 'mean', huberDelta: 1 } };
    const { inputs, targets, theta, batchLoss, examples } = traceOf(line);
    const [w = 0, b = 0] = theta;
    // L = mean ½(ŷ − y)², ∂L/∂z = (ŷ − y)/n, and ŷ = wx + b is known to about |wx| + |b| times the machine's precision.
    const sum = Array.from(targets, (y, i) => (Math.abs(w * inputs[i]! + b - y) / examples.length) * (Math.abs(w * inputs[i]!) + Math.abs(b))).reduce((all, each) => all + each, 0);
    expect(checked(line, null).rounding / Number.EPSILON).toBeCloseTo(batchLoss + sum, 12);
  });
  it('go through the kinks of a table once, and through the table once a check', () => {
    let read = 0;
    const kinks = Array.from({ length: 500 }, (_, index) => ({
      get index() { read += 1; return index; }, at: 'loss' as const, example: 0, output: 0,
    }));
    const table = tableOf(Array.from({ length: 1000 }, () => 0.01), kinks);
    expect(Array.from(table.indices, (_, place) => agreementOf(table, place).short === 'kink').filter(Boolean)).toHaveLength(500);
    expect(read).toBe(500);
    nabla.setState({ ...begin, experiment: worked, trace: traceOf(worked), check: { state: 'done', wanted: null, table: checked(worked, null) } });
    render(<StepCheck />);
    const done = nabla.getState().check;
    const errors = vi.spyOn(Number, 'isFinite');
    for (let position = 1; position < 5; position++) act(() => nabla.setState({ position }));
    // One entry a step, the present one; not the nine of the table.
    expect(done.state).toBe('done');
    expect(errors.mock.calls.length).toBeLessThan(4 * 9);
  });
  it('say how ε was chosen, for a large parameter, too', () => {
    expect(whyEpsilon(differenceStep(0.3))).toMatch(/^ε = 6\.06·10⁻⁶: .* almost straight, .*: the cube root of the machine’s precision\.$/);
    expect(whyEpsilon(differenceStep(-4))).toMatch(/precision, times the size of the parameter\.$/);
  });
  it('say why they differ at a kink', () => {
    const { study } = studyOfExperiment({ ...worked, hidden: [{ units: 2, activation: 'relu' }] });
    const crosses = kinkSentence({ index: 0, at: 'activation', example: 0, layer: 0, unit: 0, z: 1e-6 }, study.network, study.names);
    expect(crosses).toBe('$z_1$ crosses 0 between $w_{111}$ − ε and $w_{111}$ + ε: ReLU has a corner there, the difference quotient averages its two slopes, backpropagation takes one of them.');
    expect(kinkSentence({ index: 0, at: 'activation', example: 0, layer: 0, unit: 1, z: 0 }, study.network, study.names)).toMatch(/^\$z_2\$ is 0: ReLU/);
    expect(kinkSentence({ index: 8, at: 'loss', example: 0, output: 0 }, study.network, study.names)).toMatch(/^The loss has a corner .*\$ŷ\$/);
    expect(kinkSentence({ index: 0, at: 'activation', example: 2, layer: 0, unit: 1, z: 0 }, study.network, study.names, 4)).toMatch(/^\$z_2\$ of example 3 of the 4 is 0: ReLU/);
  });
});

describe('StepCheck', () => {
  const region = (): HTMLElement => screen.getByRole('region', { name: 'Check' });

  it('compares the gradient of the present weight with the difference quotient, with nine digits', () => {
    nabla.setState({ ...begin, experiment: worked, trace: traceOf(worked), chosen: 0 });
    render(<StepCheck />);
    expect(within(region()).getByRole('button', { name: 'Check it' })).toBeTruthy();
    expect(region().textContent).toMatch(/ε = 6\.06·10⁻⁶: small enough/);
    expect([...region().querySelectorAll('dd')].map((cell) => cell.textContent)).toEqual(['–', '–', '–']);
    act(() => nabla.setState({ check: { state: 'done', wanted: [0], table: checked(worked, [0]) } }));
    const [numeric, analytic, error] = [...region().querySelectorAll('dd')].map((cell) => cell.textContent ?? '');
    expect(numeric).toMatch(/^[−]?0\.0*[1-9]\d{8}$/);
    expect(numeric?.slice(0, -1)).toBe(analytic?.slice(0, -1));
    expect(error).toMatch(/·10⁻(9|1\d)|⁻/);
    expect(screen.getByRole('status').textContent).toMatch(/^They agree to (9|1\d) digits$/);
  });
  it('checks all with progress that can be called off, and shows how each agrees in the ledger', () => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(317);
    nabla.setState({ ...begin, experiment: worked, data: buildData(worked), trace: traceOf(worked), check: { state: 'running', wanted: null, progress: 0.42 } });
    render(<><StepLedger /><StepCheck /></>);
    expect(screen.getByRole('status').textContent).toMatch(/42.%/);
    expect(screen.getByRole('button', { name: 'Cancel the check' })).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: /agrees/ })).toBeNull();
    act(() => nabla.setState({ check: { state: 'done', wanted: null, table: checked(worked, null) } }));
    expect(screen.queryByRole('button', { name: 'Why not all agree' })).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('All 9 agree to 6 digits or more');
    expect(screen.getByRole('columnheader', { name: /agrees to/ })).toBeTruthy();
    expect(screen.getByRole('table').querySelectorAll('td.step-ledger-check')).toHaveLength(9);
    expect(screen.getByRole('table').textContent).toMatch(/\d+ digits/);
    fireEvent.click(within(region()).getByRole('button', { name: /^[wb] ?/ }));
    expect(nabla.getState().chosen).not.toBeNull();
  });
  it('keeps the focus while it checks', () => {
    nabla.setState({ ...begin, experiment: worked, trace: traceOf(worked), chosen: 0 });
    render(<StepCheck />);
    const all = within(region()).getByRole('button', { name: 'Check all' });
    act(() => all.focus());
    act(() => nabla.setState({ check: { state: 'running', wanted: null, progress: 0.5 } }));
    expect(document.activeElement).toBe(all);
    expect(all.getAttribute('aria-disabled')).toBe('true');
    act(() => within(region()).getByRole('button', { name: 'Cancel the check' }).focus());
    act(() => nabla.setState({ check: { state: 'none' } }));
    expect(document.activeElement).toBe(within(region()).getByRole('button', { name: 'Check it' }));
  });
});
