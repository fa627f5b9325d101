import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import { presetById, presets } from '../../../src/config/presets.ts';
import { repairExperiment } from '../../../src/config/repair.ts';
import { buildData } from '../../../src/datasets/index.ts';
import { DataPanel } from '../../../src/panels/data/DataPanel.tsx';
import { LossPanel } from '../../../src/panels/loss/LossPanel.tsx';
import { OutputPanel } from '../../../src/panels/output/OutputPanel.tsx';
import { PresetMenu } from '../../../src/panels/preset/PresetMenu.tsx';
import { undo } from '../../../src/store/actions.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';

const show = (id: (typeof presets)[number]['id']): void => {
  const { experiment } = presetById(id);
  nabla.setState({ experiment, data: buildData(experiment) });
};

beforeEach(() => nabla.setState(initialState, true));
afterEach(cleanup);

describe('PresetMenu', () => {
  const menu = (): HTMLSelectElement => screen.getByRole('combobox', { name: 'Preset' });

  it('says none until a preset is chosen, and of what the settings are: of a data set, or one’s own', () => {
    const { container } = render(<PresetMenu />);
    const word = (): readonly (string | undefined)[] => [container.querySelector('.choice-shown')?.textContent ?? undefined, menu().selectedOptions[0]?.textContent];
    const usual = ['none', 'none: the usual settings of this data set'];
    expect(word()).toEqual(usual);
    for (const set of ['moons', 'iris', 'xorTable'] as const) {
      act(() => nabla.setState({ experiment: repairExperiment(defaultExperiment(set)).experiment }));
      expect(word(), set).toEqual(usual);
    }
    act(() => nabla.setState(({ experiment }) => ({ experiment: { ...experiment, learningRate: 0.7 } })));
    expect(word()).toEqual(['none', 'none: settings of your own']);
  });

  it('offers the presets under what choosing one does', () => {
    render(<PresetMenu />);
    expect(within(menu()).getAllByRole('option').map((option) => option.textContent)).toEqual(['none: the usual settings of this data set', ...presets.map(({ label }) => label)]);
    expect(within(menu()).getByRole('group').getAttribute('label')).toMatch(/new run/);
  });

  it('takes a preset whole, in a new run that Undo leaves again', () => {
    render(<PresetMenu />);
    const before = nabla.getState();
    fireEvent.change(menu(), { target: { value: 'workedNetwork' } });
    expect(nabla.getState().experiment).toEqual(presetById('workedNetwork').experiment);
    expect(nabla.getState().run).not.toBe(before.run);
    expect(nabla.getState().undoLabel).toBe('preset: Worked network');
    expect(menu().value).toBe('workedNetwork');
    expect(within(menu()).queryByRole('option', { name: /^none/ })).toBeNull();
    act(() => { undo(); });
    expect([nabla.getState().experiment, nabla.getState().run]).toEqual([before.experiment, before.run]);
  });

  it('goes back to own settings when a number of the preset is changed, but not with its learning rate', () => {
    act(() => { show('exercise'); });
    render(<PresetMenu />);
    const { experiment } = nabla.getState();
    act(() => nabla.setState({ experiment: { ...experiment, learningRate: 2 } }));
    expect(menu().value).toBe('exercise');
    act(() => nabla.setState({ experiment: { ...experiment, outputActivation: 'linear' } }));
    expect(menu().value).toBe('own');
  });
});

describe('a table in the panels', () => {
  it('has nothing to draw, to split or to validate', () => {
    show('workedNetwork');
    render(<DataPanel />);
    const region = screen.getByRole('region', { name: 'Data' });
    expect(region.textContent).toContain('4 train');
    expect(region.textContent).not.toContain('validate');
    expect(within(region).queryAllByRole('slider').map((slider) => slider.getAttribute('aria-label') ?? slider.getAttribute('name'))).toHaveLength(2);
    for (const name of ['Noise', 'Training share', 'Points']) expect(within(region).queryByRole('slider', { name })).toBeNull();
    expect(within(region).queryByRole('spinbutton', { name: 'Data seed' })).toBeNull();
    expect(within(region).getByRole('img', { name: /2 classes, 4 examples, all for training/ })).toBeTruthy();
  });

  it('shows a dash for its validation loss', () => {
    show('workedNetwork');
    render(<LossPanel />);
    expect(screen.getByRole('status', { name: 'Validation loss' }).textContent).toBe('–');
  });

  it('offers its own examples back once they were edited', () => {
    const { experiment } = presetById('workedNetwork');
    const edited = { ...experiment, data: { ...experiment.data, examples: [{ inputs: [1, 1], targets: [1] }] } };
    nabla.setState({ experiment: edited, data: buildData(edited) });
    render(<DataPanel />);
    fireEvent.click(screen.getByRole('button', { name: 'Take the set’s own' }));
    expect(nabla.getState().experiment).toEqual(experiment);
  });
});

describe('two values to predict', () => {
  it('are named in the output and the loss, and have no batch to choose', () => {
    show('exercise');
    render(<><DataPanel /><OutputPanel /><LossPanel /></>);
    expect(screen.getByRole('heading', { name: /Output ŷ/ }).textContent).toContain('1');
    expect(screen.getByRole('region', { name: 'Loss' }).textContent).toContain('loss of the example');
    expect(screen.queryByRole('slider', { name: 'Batch size' })).toBeNull();
    expect(within(screen.getByRole('combobox', { name: 'Reduction' })).getAllByRole('option')).toHaveLength(3);
    expect(document.body.textContent).not.toMatch(/NaN|Infinity|undefined/);
  });
});
