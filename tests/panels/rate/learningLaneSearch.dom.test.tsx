import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { LearningLane } from '../../../src/panels/rate/LearningLane.tsx';
import { scheduleCurve, scheduleReach, scheduleSpan } from '../../../src/panels/rate/LearningLaneScheduleCurve.ts';
import { schedules, type ScheduleName } from '../../../src/engine/schedules.ts';
import { changeExperiment, stopSearch, testRates, tryUsualRates } from '../../../src/store/actions.ts';
import { boot } from '../../../src/store/boot.ts';
import { clearFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { bestOf } from '../../../src/store/rateLaneSearchState.ts';
import { isSidePoolClaimed } from '../../../src/store/sidePool.ts';
import { initialState } from '../../../src/store/slices.ts';
import { clearUndo } from '../../../src/store/undo.ts';
import { SOON_MS } from '../../soon.ts';
import { spawnFakeSide } from '../../store/fakeSideWorker.ts';
import { spawnFake } from '../../store/fakeWorker.ts';

let stop: (() => void) | null = null;

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  clearFrame();
  nabla.setState(initialState, true);
  stop = await boot({ spawn: spawnFake, spawnSide: spawnFakeSide, records: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() } });
  await waitFor(() => { if (nabla.getState().initialParameters === null) throw new Error('waiting for the weights'); });
});
afterEach(() => {
  cleanup();
  stop?.();
  stop = null;
});

describe('looking for a learning rate', () => {
  it('the range test suggests a rate, from the initial weights and from here, and holds the side workers only while it runs', async () => {
    testRates('start');
    expect(isSidePoolClaimed()).toBe(true);
    await waitFor(() => { expect(nabla.getState().rateTest?.suggested).toBeGreaterThan(0.003); }, { timeout: 8000 });
    expect(nabla.getState().rateTest!.suggested).toBeLessThan(0.3);
    expect(isSidePoolClaimed()).toBe(false);
    testRates('here');
    await waitFor(() => { expect(nabla.getState().rateTest).toMatchObject({ origin: 'here', progress: 1 }); }, { timeout: 8000 });
    stopSearch();
    expect(nabla.getState().rateTest).toBeNull();
  });

  it('the usual rates are tried from the same weights, the best is named, and one click takes a rate', async () => {
    render(<LearningLane />);
    tryUsualRates();
    await waitFor(() => { expect(nabla.getState().rateTries?.best).toBe(0.1); }, { timeout: 15_000 });
    const { tries } = nabla.getState().rateTries!;
    const first = tries.map(({ result }) => result!.train[0]!);
    expect(new Set(first).size).toBe(1);
    expect(tries[0]!.result!.divergedAt).not.toBeNull();
    expect(bestOf(tries.map((each) => ({ ...each, result: null })))).toBeNull();
    const trigger = screen.getByRole('button', { name: 'Find a learning rate' });
    const panel = document.getElementById(trigger.getAttribute('popovertarget')!)!;
    fireEvent(panel, Object.assign(new Event('toggle'), { newState: 'open' }));
    // Opening starts the range test; the tries stay.
    const section = await within(panel).findByRole('region', { name: 'The usual rates' }, { timeout: SOON_MS });
    expect(within(section).getByRole('status').textContent).toContain('η = 0.1 lowers the loss most.');
    fireEvent.click(within(section).getByRole('button', { name: 'Use η = 0.01' }));
    expect(nabla.getState().experiment.learningRate).toBe(0.01);
  });
  it('says why what it finds need not agree with the lane, by the figures of both', async () => {
    render(<LearningLane />);
    nabla.setState({ rateTrials: null, rateTries: { epochs: 73, tries: [], best: null, failed: null } });
    const dialog = screen.getByRole('dialog', { name: 'Find a learning rate', hidden: true });
    fireEvent(dialog, Object.assign(new Event('toggle'), { newState: 'open' }));
    await waitFor(() => { expect(dialog.textContent).toMatch(/These need not agree\. .* falls fastest, and takes at most a quarter of the one where it is lowest: there it is about to rise\. .* after 73 epochs from the initial weights\. .* less than 0\.1 % an epoch\./); }, { timeout: SOON_MS });
    fireEvent(dialog, Object.assign(new Event('toggle'), { newState: 'closed' }));
    expect(isSidePoolClaimed()).toBe(false);
  });
});

describe('the curve of a schedule', () => {
  it('shows all of every schedule and always some of what is to come', () => {
    for (const name of Object.keys(schedules) as ScheduleName[]) {
      const { spec } = schedules[name];
      expect(scheduleReach(spec), name).toBeGreaterThan(0);
      const { behind, coming, highest, yOf } = scheduleCurve(spec, initialExperiment.learningRate, scheduleSpan(spec, 0), 0, 300, 80);
      expect(behind).toBe('');
      expect(coming).toMatch(/^M0\.0 /);
      expect(coming).not.toMatch(/NaN|Infinity/);
      expect(highest, name).toBeLessThanOrEqual(initialExperiment.learningRate * 1.0001);
      expect(yOf(highest)).toBe(0);
    }
  });

  it('is drawn from the playhead on, with little behind it, wherever the run stands', () => {
    for (const name of Object.keys(schedules) as ScheduleName[]) {
      const { spec } = schedules[name];
      for (const step of [1, 7, 300, 5001, 1_000_000]) {
        const span = scheduleSpan(spec, step);
        const { behind, coming, xOf } = scheduleCurve(spec, 0.1, span, step, 300, 80);
        expect(xOf(step), `${name}, ${step}`).toBeGreaterThanOrEqual(0);
        if (span.to - span.from > 20) expect(xOf(step), `${name}, ${step}`).toBeLessThanOrEqual(76);
        expect(Number(/L(\S+) \S+$/.exec(coming)?.[1])).toBe(300);
        expect(/^M(\S+)/.exec(coming)?.[1]).toBe(xOf(step).toFixed(1));
        if (behind !== '') expect(/L(\S+) \S+$/.exec(behind)?.[1]).toBe(xOf(step).toFixed(1));
      }
    }
  });

  it('stands on the lane, with the rate of now, while η is not constant', async () => {
    render(<LearningLane />);
    const lane = screen.getByRole('region', { name: 'Learning' });
    expect(within(lane).queryByRole('img', { name: /^η from epoch/ })).toBeNull();
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.1, schedule: { name: 'warmup', length: 10 } }));
    const curve = await waitFor(() => within(lane).getByRole('img', { name: /^η from epoch 0 to/ }), { timeout: SOON_MS });
    // The first step of ten takes a tenth of η.
    expect(curve.getAttribute('aria-label')).toMatch(/0\.0100 now, 0\.100 times the rate that is set; 0\.100 at the end, 0\.100 at most/);
    expect(curve.closest('button')?.getAttribute('aria-label')).toBe('Schedule settings');
  });
});
