import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TimelineCurves } from '../../../src/panels/timeline/TimelineCurves.tsx';
import { choosePreset, setLossAxis, setSpeed, step } from '../../../src/store/actions.ts';
import { boot } from '../../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { clearUndo } from '../../../src/store/undo.ts';
import { spawnFake } from '../../store/fakeWorker.ts';

let stop: (() => void) | null = null;

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() } });
});
afterEach(() => {
  cleanup();
  stop?.();
});

const axis = (name: string): HTMLInputElement => screen.getByRole('radio', { name, hidden: true });

it('a loss below 0 has a linear axis, is marked so and says why not the other', async () => {
  setLossAxis('log');
  setSpeed(Infinity);
  render(<TimelineCurves />);
  await waitFor(() => { expect(getFrame()).not.toBeNull(); });
  expect([axis('log').checked, axis('log').disabled]).toEqual([true, false]);
  choosePreset('cancellingErrors');
  await waitFor(() => { expect(getFrame()?.run).toBe(nabla.getState().run); });
  step();
  await waitFor(() => { expect(getFrame()?.trainLoss).toBeLessThan(0); });
  await waitFor(() => { expect([axis('log').checked, axis('linear').checked, axis('log').disabled]).toEqual([false, true, true]); });
  expect(axis('log').closest('label')?.title).toMatch(/below 0/);
  // The choice is kept for the next loss that can have it.
  expect(nabla.getState().lossAxis).toBe('log');
});
