import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { OutputPanelConfusion } from '../../../src/panels/output/OutputPanelConfusion.tsx';
import { OutputPanelList } from '../../../src/panels/output/OutputPanelList.tsx';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { createFrame } from '../../store/frames.ts';

const experiment = defaultExperiment('spiral');
const data = buildData(experiment);
const count = data.trainTargets.length;
/** Example 5 is surely wrong, example 2 a little; the others are right. */
const outputs = Float32Array.from({ length: count }, (_, i) => (data.trainTargets[i] === 1 ? 1 : -1) * (i === 5 ? -0.9 : i === 2 ? -0.25 : 0.8));

beforeEach(() => {
  nabla.setState({ ...initialState, experiment, data }, true);
  showFrame(createFrame({ trainOutputs: outputs, trainConfusion: Float64Array.of(40, 10, 0, 5, 45, 0) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
});
afterEach(() => {
  cleanup();
  clearFrame();
});

const items = () => screen.getAllByRole('listitem').map((item) => item.querySelector('button')?.getAttribute('aria-label'));

it('lists what is wrong, surest first, and one that is chosen is the page’s', () => {
  render(<OutputPanelList />);
  expect(screen.getByText(`2 of ${count} wrong, surest first`)).toBeTruthy();
  expect(items()).toEqual([expect.stringMatching(/^training example 6: .*with output −?0\.900$/), expect.stringMatching(/^training example 3: .*with output −?0\.250$/)]);
  expect(screen.queryByRole('button', { name: 'Open in Step' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^training example 6/ }));
  expect(nabla.getState()).toMatchObject({ selection: { kind: 'example', split: 'train', index: 5 }, probe: [...data.trainInputs.subarray(10, 12)] });
  fireEvent.click(screen.getByRole('button', { name: 'Open in Step' }));
  expect(nabla.getState()).toMatchObject({ view: 'step', position: 0, focus: 0, notice: { text: 'Training example 6 is the first of the next mini-batch.' } });
});

it('is one stop of Tab, and the arrow keys go from one to the next', () => {
  render(<OutputPanelList />);
  const rows = () => screen.getAllByRole('listitem').map((item) => item.querySelector('button')!);
  const stops = () => rows().map(({ tabIndex }) => tabIndex);
  expect(stops()).toEqual([0, -1]);
  rows()[0]!.focus();
  fireEvent.keyDown(rows()[0]!, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(rows()[1]);
  expect(stops()).toEqual([-1, 0]);
  fireEvent.keyDown(rows()[1]!, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(rows()[1]);
  fireEvent.keyDown(rows()[1]!, { key: 'Home' });
  expect(document.activeElement).toBe(rows()[0]);
});

it('opens a validation example in Step as one that is only looked at', () => {
  nabla.setState({ answersOf: 'validation' });
  showFrame(createFrame({ validationOutputs: Float32Array.from(data.validationTargets, (target) => (target === 1 ? -1 : 1)) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
  render(<OutputPanelList />);
  fireEvent.click(screen.getAllByRole('button', { name: /^validation example 1:/ })[0]!);
  fireEvent.click(screen.getByRole('button', { name: 'Open in Step' }));
  expect(nabla.getState()).toMatchObject({ view: 'step', guest: 0, position: 0, focus: 0, notice: null });
});

it('is reached from a cell of the confusion matrix', () => {
  render(<OutputPanelConfusion data={data} />);
  fireEvent.click(screen.getByRole('button', { name: /^10 examples of −1 answered \+1: wrong/ }));
  expect(nabla.getState()).toMatchObject({ outputShows: 'mistakes', listed: { target: 0, answer: 1 } });
  cleanup();
  render(<OutputPanelList />);
  const wrong = [5, 2].filter((index) => data.trainTargets[index] === 0);
  expect(screen.queryAllByRole('listitem')).toHaveLength(wrong.length);
  fireEvent.click(screen.getByRole('button', { name: 'All mistakes' }));
  expect(items()).toHaveLength(2);
});

it('and the matrix praise nothing of a run that has diverged', () => {
  showFrame(createFrame({ status: 'diverged', trainOutputs: outputs, trainConfusion: Float64Array.of(40, 10, 0, 5, 45, 0) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
  render(<><OutputPanelConfusion data={data} /><OutputPanelList /></>);
  expect(screen.getAllByText('The run has diverged: its answers mean nothing any more.')).toHaveLength(2);
  expect(screen.queryByText(/^\d+ of \d+ (right|wrong)/)).toBeNull();
});
