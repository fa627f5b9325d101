import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { LayersContent } from '../../src/panels/layers/LayersContent.tsx';
import { changeExperiment, closeLayers, openLayers, pause, play, setParameter, showLayers, takeScheme, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame } from '../../src/store/frameStore.ts';
import { comparedSchemes, isSameScheme, schemesKey, withScheme } from '../../src/store/layers.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { FakeSideWorker, spawnFakeSide } from './fakeSideWorker.ts';
import { spawnFake } from './fakeWorker.ts';

let stop: (() => void) | null = null;
const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
const passes = (): number => FakeSideWorker.tasks.filter((command) => command.type === 'run' && command.task.kind === 'layers').length;

const soon = <T,>(read: () => T | null): Promise<T> => vi.waitFor(() => {
  const value = read();
  if (value === null) throw new Error('waiting');
  return value;
}, { timeout: 8000, interval: 10 });

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  clearFrame();
  nabla.setState({ ...initialState, experiment: { ...initialExperiment, hidden: [{ units: 3, activation: 'tanh' }] } }, true);
  stop = await boot({ spawn: spawnFake, spawnSide: spawnFakeSide, records });
  await soon(() => nabla.getState().initialParameters);
});
afterEach(() => {
  cleanup();
  closeLayers();
  stop?.();
  stop = null;
});

describe('the sheet "Layers"', () => {
  it('passes through the network only while it is open', async () => {
    const before = passes();
    expect(nabla.getState().layersStart).toBeNull();
    openLayers();
    const { result, run } = await soon(() => nabla.getState().layersStart);
    expect(run).toBe(nabla.getState().run);
    expect(result.layers.map(({ units }) => units)).toEqual([3, 1]);
    expect(passes()).toBe(before + 1);
    closeLayers();
    expect(nabla.getState()).toMatchObject({ layersOpen: false, layersStart: null });
  });

  it('follows the weights while they change, at most twice a second', async () => {
    openLayers();
    showLayers('now');
    const first = await soon(() => nabla.getState().layersNow);
    setParameter(0, 2);
    const edited = await soon(() => (nabla.getState().layersNow === first ? null : nabla.getState().layersNow));
    expect(edited.result).not.toEqual(first.result);
    const [before, begun] = [passes(), performance.now()];
    play();
    await soon(() => ((nabla.getState().layersNow?.step ?? 0) > 0 ? true : null));
    await new Promise((done) => { setTimeout(done, 700); });
    pause();
    expect(passes() - before).toBeLessThanOrEqual((performance.now() - begun) / 500 + 1);
  });

  it('shows other initializations from the same seed without beginning them, and begins the one chosen', async () => {
    const { run } = nabla.getState();
    openLayers();
    showLayers('schemes');
    render(<LayersContent />);
    await soon(() => (nabla.getState().layersSchemes.every(({ result }) => result !== null) ? true : null));
    expect(nabla.getState().run).toBe(run);
    const table = await screen.findByRole('table');
    await vi.waitFor(() => { expect(within(table).getByText('identical')).toBeTruthy(); });
    expect(within(table).getByText(/^The gradient of every weight is exactly 0 \(all 9\); only the output bias learns\./)).toBeTruthy();
    expect(within(table).getByText('in use')).toBeTruthy();
    fireEvent.click(within(table).getByRole('button', { name: 'Use it: Zero' }));
    expect(nabla.getState().experiment.initialization.weights).toEqual({ kind: 'zero' });
    expect(nabla.getState().run).not.toBe(run);
    expect(nabla.getState().notice?.text).toMatch(/^A new run has begun: Zero\./);
    fireEvent.click(screen.getByRole('radio', { name: 'Initial weights' }));
    await screen.findByText('Identical.');
    expect(screen.getByRole('img', { name: /^Histograms of the gradients .* Hidden 1: all 6 exactly 0\. Output: all 3 exactly 0\.$/ })).toBeTruthy();
    undo();
    expect(nabla.getState().run).toBe(run);
  });

  it('drops weights set by hand for the initialization chosen', () => {
    const given = Array.from({ length: nabla.getState().initialParameters!.length }, () => 0.25);
    changeExperiment((experiment) => ({ ...experiment, initialization: { ...experiment.initialization, given } }));
    takeScheme({ kind: 'orthogonal' });
    expect(nabla.getState().experiment.initialization).toMatchObject({ weights: { kind: 'orthogonal' } });
    expect(nabla.getState().experiment.initialization.given).toBeUndefined();
  });
});

describe('equal weights with each activation', () => {
  const row = (name: string): readonly string[] => within(within(screen.getByRole('table', { name: 'Equal weights with each activation' })).getByRole('rowheader', { name }).closest('tr')!).getAllByRole('cell').map(({ textContent }) => textContent);

  it('says from passes which gradients are exactly 0 and that equal neurons stay so', async () => {
    openLayers();
    showLayers('activations');
    render(<LayersContent />);
    await soon(() => (nabla.getState().layersActivations.every(({ results }) => results.every((result) => result !== null)) ? true : null));
    expect(row('tanh')).toEqual(['all but the output bias', 'stay identical', 'none', 'stay identical']);
    expect(row('ReLU').slice(0, 2)).toEqual(['all but the output bias', 'stay identical']);
    // σ(0) = ½ reaches the output; what it moves there reaches the hidden layer a step later.
    expect(row('sigmoid')[0]).toMatch(/^all but the output bias and the output weightsHidden 1 follows after \d steps$/);
    expect(row('sigmoid')[1]).toBe('stay identical');
    expect(screen.getByRole('rowheader', { name: 'tanh' }).closest('tr')?.dataset['present']).toBe('true');

    // The numbers behind it are the engine's: exactly zero gradients, counted parameter by parameter.
    const zero = nabla.getState().layersActivations.find(({ activation }) => activation === 'sigmoid')!.results[0]!;
    expect(zero.layers.map(({ zeroWeights, weightCount, zeroBiases }) => [zeroWeights, weightCount, zeroBiases])).toEqual([[6, 6, 3], [0, 3, 0]]);
  });

  it('takes the constant in use, passes anew when the network changes, and not for the activation in use', async () => {
    openLayers();
    showLayers('activations');
    const all = () => soon(() => (nabla.getState().layersActivations.every(({ results }) => results.every((result) => result !== null)) ? true : null));
    await all();
    const before = passes();
    changeExperiment((experiment) => ({ ...experiment, hidden: [{ units: 3, activation: 'relu' }] }));
    await soon(() => (nabla.getState().layersStart?.result.layers[0]?.activation === 'relu' ? true : null));
    expect(passes()).toBe(before + 1);
    changeExperiment((experiment) => ({ ...experiment, initialization: { ...experiment.initialization, weights: { kind: 'constant', value: 0.7 } } }));
    expect(nabla.getState().layersEqual).toEqual([{ kind: 'zero' }, { kind: 'constant', value: 0.7 }]);
    await all();
  });

  it('has nothing to say without a hidden layer', async () => {
    changeExperiment((experiment) => ({ ...experiment, hidden: [] }));
    openLayers();
    showLayers('activations');
    render(<LayersContent />);
    expect(screen.getByText(/no activation to choose/)).toBeTruthy();
  });
});

describe('the schemes compared', () => {
  it('are told apart, whatever the order of their numbers', () => {
    for (const spec of comparedSchemes) expect(comparedSchemes.filter((other) => isSameScheme(spec, other))).toEqual([spec]);
    expect(isSameScheme({ kind: 'uniform', low: 0, high: 1 }, { high: 1, low: 0, kind: 'uniform' })).toBe(true);
  });
  it('are passed through again for another seed, not for another η or scheme', () => {
    const { initialization } = initialExperiment;
    const key = schemesKey(initialExperiment);
    expect(schemesKey({ ...initialExperiment, learningRate: 3 })).toBe(key);
    expect(schemesKey(withScheme(initialExperiment, { kind: 'zero' }))).toBe(key);
    expect(schemesKey({ ...initialExperiment, initialization: { ...initialization, seed: 99 } })).not.toBe(key);
  });
});
