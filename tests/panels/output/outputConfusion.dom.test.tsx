import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { OutputPanelConfusion } from '../../../src/panels/output/OutputPanelConfusion.tsx';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { createFrame } from '../../store/frames.ts';

/** Figures that nobody would get by dividing the counts: what is shown must come from the engine. */
vi.mock(import('../../../src/engine/confusion.ts'), async (original) => {
  const engine = await original();
  return {
    ...engine,
    classFigures: (confusion, classes) => engine.classFigures(confusion, classes).map((each) => ({ ...each, precision: 0.111, recall: 0.222, f1: 0.333, shares: each.shares.map(() => 0.5) })),
    allFigures: (figures) => ({ ...engine.allFigures(figures), accuracy: 0.444 }),
  };
});

const data = buildData(defaultExperiment('spiral'));

beforeEach(() => {
  nabla.setState({ ...initialState, data }, true);
  showFrame(createFrame({ trainConfusion: Float64Array.of(40, 10, 0, 5, 45, 0) }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
});
afterEach(() => {
  cleanup();
  clearFrame();
});

it('shows the engine’s figures, and the counts they come from', () => {
  render(<OutputPanelConfusion data={data} />);
  const row = (name: RegExp) => within(screen.getByRole('table')).getByRole('row', { name }).textContent;
  expect(screen.getByText(/^85 of 100 right: 44\.4/)).toBeTruthy();
  expect(row(/^precision/)).toBe('precision0.11140/450.11145/55');
  expect(row(/^F₁/)).toBe('F₁0.33380/950.33390/105');
  expect(row(/^−1 40/)).toBe('−140100.22240/50');
  expect(screen.getByTitle(/^10 examples of −1 answered \+1: wrong, 50\s%/).style.getPropertyValue('--share')).toBe('0.5');
});

it('heads every column, and says what a cell counts where everybody can read it', () => {
  render(<OutputPanelConfusion data={data} />);
  const heads = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(heads).toEqual(['target', 'answered', 'recall', '−1', '+1']);
  expect(screen.getByText(/^Confusion matrix of the training examples: each cell counts those of the row’s class that are answered with the column’s$/).tagName).toBe('CAPTION');
  expect(screen.getByText(/^Cell: row’s class answered as the column’s;/).tagName).toBe('P');
});
