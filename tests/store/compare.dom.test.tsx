import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cancelComparison, openComparedRun, runComparison, setCompareSpec } from '../../src/store/compareActions.ts';
import { nabla } from '../../src/store/nabla.ts';
import { isSidePoolClaimed, startSidePool } from '../../src/store/sidePool.ts';
import { initialState } from '../../src/store/slices.ts';
import { spawnFakeSide } from './fakeSideWorker.ts';

let stop = (): void => {};
beforeEach(() => {
  nabla.setState(initialState, true);
  stop = startSidePool(spawnFakeSide);
  setCompareSpec((spec) => ({ ...spec, first: { variable: 'learningRate', values: [0.1, 50] }, epochs: 5 }));
});
afterEach(() => {
  cancelComparison();
  stop();
});

it('runs every value, in few updates of the page, and gives the side workers back', async () => {
  let updates = 0;
  const unsubscribe = nabla.subscribe((state, before) => { if (state.comparison !== before.comparison) updates += 1; });
  setCompareSpec((spec) => ({ ...spec, seeds: 20 }));
  const began = performance.now();
  runComparison();
  expect(isSidePoolClaimed()).toBe(true);
  await vi.waitFor(() => { expect(nabla.getState().comparison?.status).toBe('done'); }, { timeout: 20_000 });
  unsubscribe();
  expect(updates).toBeLessThanOrEqual(3 + (performance.now() - began) / 100);
  expect(isSidePoolClaimed()).toBe(false);
  const { runs } = nabla.getState().comparison!;
  expect(runs.every(({ state }) => state === 'done')).toBe(true);
  expect(runs[0]!.result!.divergedAt).toBeNull();
  expect(runs.at(-1)!.result!.divergedAt).not.toBeNull();
});

it('stops when it is cancelled and keeps what it knows', () => {
  setCompareSpec((spec) => ({ ...spec, epochs: 5000 }));
  runComparison();
  cancelComparison();
  expect(nabla.getState().comparison?.status).toBe('cancelled');
  expect(isSidePoolClaimed()).toBe(false);
});

it('opens a run in Play as the present one, named, in its colour, with its settings', async () => {
  runComparison();
  await vi.waitFor(() => { expect(nabla.getState().comparison?.status).toBe('done'); }, { timeout: 20_000 });
  nabla.setState({ view: 'compare' });
  openComparedRun(1);
  const { run, experiment, runs, view } = nabla.getState();
  expect(view).toBe('play');
  expect(experiment.learningRate).toBe(50);
  expect(runs.find((entry) => entry.run === run)).toMatchObject({ name: 'η 50', colour: 1, isNamed: true });
});
