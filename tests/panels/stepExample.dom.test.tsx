import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { DatasetName } from '../../src/config/experiment.ts';
import { buildData } from '../../src/datasets/index.ts';
import { StepExample } from '../../src/panels/StepExample.tsx';
import { nabla } from '../../src/store/nabla.ts';
import { traceOf } from './stepStudies.ts';

const begin = nabla.getState();

function show(set: DatasetName): HTMLElement {
  const experiment = { ...defaultExperiment(set), batchSize: 2 };
  nabla.setState({ ...begin, booted: true, experiment, data: buildData(experiment), trace: traceOf(experiment), view: 'step' });
  render(<StepExample />);
  return screen.getByRole('region', { name: 'Example' });
}

afterEach(() => {
  cleanup();
  nabla.setState(begin, true);
});

describe('the example of the Step view', () => {
  it('says a few answers in its line', () => {
    const region = show('iris4');
    expect(region.textContent).toMatch(/answer .* = \(–, –, –\)/);
  });

  it('has a list for the answers of many outputs, which would be taller than its place', () => {
    const region = show('digits');
    expect(within(region).queryAllByRole('button', { name: /not yet computed$/ })).toHaveLength(0);
    fireEvent(within(region).getByRole('dialog', { name: 'Answers of the network', hidden: true }), Object.assign(new Event('toggle'), { newState: 'open' }));
    expect(screen.getAllByRole('button', { name: /not yet computed$/, hidden: true })).toHaveLength(10);
  });
});
