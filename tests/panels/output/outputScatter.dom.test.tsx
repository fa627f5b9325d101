import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { OutputPanelScatter } from '../../../src/panels/output/OutputPanelScatter.tsx';
import { orderByTarget } from '../../../src/panels/output/OutputPanelScatterDraw.ts';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { createFrame } from '../../store/frames.ts';

const line = buildData(defaultExperiment('line'));
const other = buildData({ ...defaultExperiment('line'), data: { ...defaultExperiment('line').data, seed: 77 } });
const slider = () => screen.getByRole('slider', { name: /^Predicted against target/ });
const said = () => slider().getAttribute('aria-valuetext') ?? '';

/** Every answer is this. */
function answer(value: number, status: 'training' | 'paused'): void {
  act(() => {
    showFrame(createFrame({ status, trainOutputs: new Float32Array(line.trainEncoded.length).fill(value) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
  });
}

beforeEach(() => { nabla.setState({ ...initialState, data: line }, true); });
afterEach(() => {
  vi.restoreAllMocks();
  cleanup();
  clearFrame();
});

it('begins with the lowest target again when the data are others', () => {
  answer(0.5, 'paused');
  const { rerender } = render(<OutputPanelScatter data={line} />);
  fireEvent.keyDown(slider(), { key: 'End' });
  expect(slider().getAttribute('aria-valuenow')).toBe(String(line.trainEncoded.length));
  rerender(<OutputPanelScatter data={other} />);
  expect(slider().getAttribute('aria-valuenow')).toBe('1');
  fireEvent.keyDown(slider(), { key: 'Enter' });
  expect(nabla.getState().selection).toEqual({ kind: 'example', split: 'train', index: orderByTarget(other, other.trainEncoded.length)[0] });
  expect(said()).toMatch(new RegExp(`^example ${orderByTarget(other, other.trainEncoded.length)[0]! + 1}:`));
});

it('stays at an example there is when fewer answers are known, and Enter selects it', () => {
  answer(0.5, 'paused');
  render(<OutputPanelScatter data={line} />);
  fireEvent.keyDown(slider(), { key: 'End' });
  clearFrame();
  act(() => { showFrame(createFrame({ status: 'paused', trainOutputs: new Float32Array(3) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null }); });
  return waitFor(() => {
    expect(slider().getAttribute('aria-valuenow')).toBe('3');
    fireEvent.keyDown(slider(), { key: 'Enter' });
    expect(nabla.getState().selection).toMatchObject({ index: orderByTarget(line, 3)[2] });
  }, { timeout: 20_000 });
});

it('does not say every answer of a run that trains, but the example gone to at once, and the last when it stands still', async () => {
  // What the tests before have left to be told is told by then.
  await act(async () => { await new Promise((done) => { setTimeout(done, 150); }); });
  let now = performance.now() + 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const later = (ms: number, value: number, status: 'training' | 'paused'): void => {
    now += ms;
    answer(value, status);
  };
  answer(0.125, 'training');
  render(<OutputPanelScatter data={line} />);
  expect(said()).toContain('answer 0.125');
  // Text about the frame is renewed ten times a second.
  later(150, 0.25, 'training');
  expect(said()).toContain('answer 0.125');
  later(2000, 0.375, 'training');
  expect(said()).toContain('answer 0.375');
  later(150, -0.25, 'training');
  fireEvent.keyDown(slider(), { key: 'ArrowRight' });
  expect(said()).toContain('answer −0.250');
  later(150, 0.5, 'paused');
  expect(said()).toContain('answer 0.500');
});
