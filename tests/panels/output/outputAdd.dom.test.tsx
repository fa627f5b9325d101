import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { OutputPanelAdd } from '../../../src/panels/output/OutputPanelAdd.tsx';
import { drawing } from '../../../src/store/drawing.ts';
import { nabla } from '../../../src/store/nabla.ts';
import type { DatasetName } from '../../../src/config/experiment.ts';

let done = 0;

function show(set: DatasetName): void {
  const experiment = defaultExperiment(set);
  nabla.setState({ experiment, presenting: false, embed: null });
  render(<OutputPanelAdd data={buildData(experiment)} probe={[0.25, -0.5]} onDone={() => { done += 1; }} />);
}

beforeEach(() => { done = 0; });
afterEach(() => {
  cleanup();
  drawing.setState({ isOpen: false });
});

describe('a place of the picture that was clicked', () => {
  it('takes a point of any class', () => {
    show('blobs3');
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['A', 'B', 'C']);
    fireEvent.click(screen.getByRole('button', { name: 'Add a point of class B here' }));
    const { examples } = nabla.getState().experiment.data;
    expect(examples?.filter(({ inputs }) => inputs[0] === 0.25 && inputs[1] === -0.5).map(({ targets }) => targets)).toEqual([[0, 1, 0]]);
    expect(done).toBe(1);
  });

  it('leads to the sheet where a value is to be given', () => {
    show('sine');
    fireEvent.click(screen.getByRole('button', { name: 'draw points' }));
    expect([drawing.getState().isOpen, nabla.getState().experiment.data.examples]).toEqual([true, undefined]);
  });

  it('offers none where a plane cannot hold it, and none to who presents', () => {
    show('exercise');
    expect(screen.queryByRole('group')).toBeNull();
    cleanup();
    show('circle');
    expect(screen.queryByRole('group')).not.toBeNull();
    cleanup();
    nabla.setState({ presenting: true });
    render(<OutputPanelAdd data={buildData(nabla.getState().experiment)} probe={[0, 0]} onDone={() => undefined} />);
    expect(screen.queryByRole('group')).toBeNull();
  });
});
