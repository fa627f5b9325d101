import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { DatasetName } from '../../../src/config/experiment.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { StepExample } from '../../../src/panels/step/StepExample.tsx';
import { nabla } from '../../../src/store/nabla.ts';
import { StepPaths } from '../../../src/panels/step/StepPaths.tsx';
import { traceGuest } from '../../../src/explain/trace.ts';
import { trainerConfigOf } from '../../../src/config/network.ts';
import { createTrainer } from '../../../src/engine/trainer.ts';
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

describe('a validation example in the Step view', () => {
  it('is named with its set, can be walked through, and is not typed over', () => {
    const experiment = defaultExperiment('circle');
    const { trainSet, validationSet, ...data } = buildData(experiment);
    const config = trainerConfigOf(experiment);
    const { theta } = traceOf(experiment);
    const trace = traceGuest(config, validationSet, createTrainer(config, trainSet, 1, theta).save(), theta, 4);
    nabla.setState({ ...begin, booted: true, experiment, data, trace, guest: 4, view: 'step' });
    render(<><StepExample /><StepPaths /></>);
    const region = screen.getByRole('region', { name: 'Example' });
    expect(within(region).getByRole('heading').textContent).toBe(`Validation example 5 of ${validationSet.count}`);
    expect(within(region).queryAllByRole('textbox')).toHaveLength(0);
    expect(within(region).queryByRole('combobox', { name: 'Examples an update' })).toBeNull();
    expect(within(region).getByRole('slider', { name: 'Validation example' })).toHaveProperty('value', '4');
    fireEvent.click(within(region).getByRole('button', { name: 'Next example' }));
    expect(nabla.getState().guest).toBe(5);
    fireEvent.change(within(region).getByRole('slider', { name: 'Validation example' }), { target: { value: '0' } });
    expect(nabla.getState().guest).toBe(0);
  });
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
