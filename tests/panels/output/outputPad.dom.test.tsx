import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { digitOfStrokes } from '../../../src/datasets/drawnDigit.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { OutputPanelPad } from '../../../src/panels/output/OutputPanelPad.tsx';
import { select, setProbe } from '../../../src/store/actions.ts';
import { drawStroke } from '../../../src/store/digitPad.ts';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { createFrame } from '../../store/frames.ts';

const experiment = defaultExperiment('digits');
const data = buildData(experiment);
const want = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };
const frameOf = (...answers: number[]) => createFrame({ probeA: Float64Array.of(...Array.from({ length: 32 }, () => 0.5), ...answers) });

beforeEach(() => {
  nabla.setState({ ...initialState, experiment, data }, true);
  showFrame(frameOf(0, 0, 0.01, 0.9, 0, 0.02, 0, 0, 0.07, 0), want);
});
afterEach(() => {
  cleanup();
  clearFrame();
});

const pad = () => screen.getByRole('application', { name: /^Pad to draw a digit/ });
const press = (...keys: string[]) => { for (const key of keys) fireEvent.keyDown(pad(), { key }); };

it('is drawn on by keys: arrows move, Space inks, and the network is shown what the set would have made of it', () => {
  render(<OutputPanelPad />);
  expect(screen.getByRole('status', { name: 'Recognised as' }).textContent).toBe('–');
  press('ArrowUp');
  expect(nabla.getState().padStrokes).toEqual([]);
  press(' ', 'ArrowDown', 'ArrowDown', ' ', 'ArrowRight');
  const { padStrokes, probe } = nabla.getState();
  expect(padStrokes).toEqual([[[0.5, 0.4375], [0.5, 0.5], [0.5, 0.5625]]]);
  expect(probe).toEqual(digitOfStrokes(padStrokes).map((value) => value / 16));
  press('Delete');
  expect(nabla.getState()).toMatchObject({ padStrokes: [], probe: null });
});

it('names the class the network is surest of, with a bar and a figure each, at every frame', () => {
  setProbe(data.inputNames.map(() => 0));
  render(<OutputPanelPad />);
  expect(screen.getByRole('status', { name: 'Recognised as' }).textContent).toBe('3');
  expect(screen.getByText('probability 0.900')).toBeTruthy();
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['00.000', '10.000', '20.010', '30.900', '40.000', '50.020', '60.000', '70.000', '80.070', '90.000']);
});

it('shows an example of the set, which a drawing takes the place of', () => {
  render(<OutputPanelPad />);
  fireEvent.click(screen.getByRole('button', { name: 'Take an example' }));
  const { selection, probe } = nabla.getState();
  if (selection?.kind !== 'example') throw new Error('no example is selected');
  expect(selection.split).toBe('validation');
  expect(probe).toEqual([...data.validationInputs.subarray(selection.index * 64, selection.index * 64 + 64)]);
  drawStroke(0.2, 0.2);
  drawStroke(0.2, 0.201);
  drawStroke(0.3, 0.9);
  expect(nabla.getState()).toMatchObject({ selection: null, padStrokes: [[[0.2, 0.2], [0.3, 0.9]]] });
});

it('begins anew over an example that was selected elsewhere', () => {
  render(<OutputPanelPad />);
  press(' ', 'ArrowDown');
  select({ kind: 'example', split: 'train', index: 3 });
  setProbe([...data.trainInputs.subarray(192, 256)]);
  press('Escape', ' ');
  expect(nabla.getState().padStrokes).toHaveLength(1);
});
