import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unzipSync } from 'fflate';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { encodeTable } from '../../src/datasets/encodeTable.ts';
import { tableId } from '../../src/datasets/tableId.ts';
import { changeExperiment, openTable, pause, play, setSpeed, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { parseLink } from '../../src/store/linkText.ts';
import { nabla } from '../../src/store/nabla.ts';
import type { RecordStore } from '../../src/store/runStorage.ts';
import { codeLanguageNames, codeOfMoment } from '../../src/store/shareCode.ts';
import { fileNameOf, shareFileNames, shareFiles } from '../../src/store/shareFiles.ts';
import { onlyHere, shortLink, wholeLink } from '../../src/store/shareLink.ts';
import { takeMoment, weightsProblem, type Moment } from '../../src/store/shareMoment.ts';
import { openGivenFile } from '../../src/store/shareOpening.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { spawnFake } from './fakeWorker.ts';

const nothingKept: RecordStore = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
let stop: (() => void) | null = null;

beforeEach(async () => {
  localStorage.clear();
  clearUndo();
  history.replaceState(null, '', '/');
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records: nothingKept });
  await vi.waitUntil(() => getFrame() !== null);
  setSpeed(Infinity);
});

afterEach(() => {
  stop?.();
  stop = null;
});

async function trained(): Promise<Moment> {
  play();
  await vi.waitFor(() => { expect(getFrame()?.step).toBeGreaterThan(50); }, { timeout: 4000 });
  pause();
  await vi.waitFor(() => { expect(nabla.getState().status).not.toBe('training'); });
  return takeMoment();
}

function textOf(made: string | Uint8Array): string {
  return typeof made === 'string' ? made : new TextDecoder().decode(made);
}

const fileOf = (name: string, text: string) => ({ name, size: text.length, text: () => Promise.resolve(text) });

describe('a shared moment', () => {
  it('is of one step, whatever is made of it', { timeout: 20_000 }, async () => {
    const moment = await trained();
    const { step, parameters } = moment.saved.state;
    const made = Object.fromEntries(await Promise.all(shareFileNames.map(async (name) => [name, await shareFiles[name].make(moment)] as const)));
    for (const name of shareFileNames) expect(await shareFiles[name].problem(moment), name).toBeNull();
    expect(JSON.parse(textOf(made['experiment']!))).toMatchObject({ format: 'nabla-experiment', experiment: JSON.parse(JSON.stringify(moment.experiment)) });
    const network: { layers: { weights: number[][]; biases: number[] }[] } = JSON.parse(textOf(made['network']!));
    expect(network).toMatchObject({ trained: { steps: step } });
    expect(network.layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases])).toEqual(Array.from(parameters));
    expect(textOf(made['onnx']!)).toContain('Gemm');
    expect(textOf(made['curves']!).trim().split('\r\n').at(-1)).toContain(`,${step},`);
    expect(textOf(made['history']!).trim().split('\r\n').at(-1)).toContain(`,${step},`);
    const ledger = textOf(made['ledger']!).trim().split('\r\n');
    expect(ledger.length).toBe(parameters.length + 1);
    expect(ledger[1]).toContain(String(parameters[0]));
    expect(Object.keys(unzipSync(made['spreadsheet'] as Uint8Array))).toContain('xl/worksheets/sheet1.xml');
    for (const language of codeLanguageNames) expect(await codeOfMoment(language, moment), language).toContain(String(parameters[0]));
    const { link, notes } = parseLink(new URL(wholeLink(moment).address).hash);
    expect(notes).toEqual([]);
    expect(link.experiment).toEqual({ ...moment.experiment, initialization: { ...moment.experiment.initialization, given: Array.from(parameters) } });
    expect(new URL(shortLink(moment).address).hash).toBe('');
    expect(fileNameOf(moment, 'two spirals', { ending: 'onnx' })).toBe(`nabla-two-spirals-step-${step}.onnx`);
    expect(fileNameOf(moment, 'two spirals', shareFiles.spreadsheet)).toBe(`nabla-two-spirals-step-${step + 1}.xlsx`);
  });

  it('before the first step has the link of its settings, and programs that draw the weights', async () => {
    const moment = await takeMoment();
    expect(wholeLink(moment)).toEqual(shortLink(moment));
    const [drawn, after] = [await codeOfMoment('numpy', moment), await codeOfMoment('numpy', await trained())];
    expect(drawn).not.toContain(String(moment.saved.state.parameters[0]));
    expect(after).toContain('weights are those of the page');
  });

  it('says in a sentence what cannot be taken along', { timeout: 20_000 }, async () => {
    changeExperiment((experiment) => ({ ...experiment, hidden: Array.from({ length: 3 }, () => ({ units: 40, activation: 'tanh' as const })) }));
    const moment = await trained();
    expect(await shareFiles.spreadsheet.problem(moment)).toMatch(/cells.*smaller network/);
    expect(wholeLink(moment).note).toMatch(/too many for an address/);
    const parameters = moment.saved.state.parameters.slice();
    parameters[3] = NaN;
    const broken: Moment = { ...moment, saved: { ...moment.saved, state: { ...moment.saved.state, parameters } } };
    expect(weightsProblem(broken)).toMatch(/diverged/);
    for (const name of ['network', 'onnx', 'ledger', 'spreadsheet'] as const) expect(await shareFiles[name].problem(broken), name).toMatch(/diverged/);
    expect(wholeLink(broken).note).toMatch(/diverged.*leads to the beginning/);
  });
});

describe('a file given to the page', () => {
  it('brings a trained network back, and Undo what was there', { timeout: 20_000 }, async () => {
    const moment = await trained();
    const text = textOf(await shareFiles.network.make(moment));
    changeExperiment(() => defaultExperiment('moons'));
    expect(await openGivenFile(fileOf('mine.json', text))).toBe(true);
    expect(nabla.getState().notice).toMatchObject({ text: 'The network of “mine.json” is open.', tone: 'info', actions: ['undo'] });
    await vi.waitFor(() => { expect(nabla.getState().initialParameters).toEqual(moment.saved.state.parameters); });
    undo();
    expect(nabla.getState().experiment.data.set).toBe('moons');
  });

  it('brings the table with it that the experiment is about, where no link can', { timeout: 20_000 }, async () => {
    const table = encodeTable({
      id: '', name: 'mine.csv', source: '', licence: '', scaling: 'standardise',
      inputs: ['a', 'b', 'c'].map((name, k) => ({ name, unit: '', kind: 'number', values: Float64Array.from({ length: 30 }, (_, row) => Math.sin(row * (k + 1))) })),
      target: { name: 'kind', unit: '', kind: 'category', categories: ['no', 'yes'], values: Int32Array.from({ length: 30 }, (_, row) => row % 2) },
    });
    openTable({ ...table, id: 'csv-elsewhere' });
    await vi.waitUntil(() => nabla.getState().initialParameters !== null);
    const moment = await takeMoment();
    expect(onlyHere(moment)).toBe('This link works in this browser only: no link holds the table “mine.csv”. For others send the file Experiment (JSON) below, which does.');
    const text = textOf(await shareFiles.experiment.make(moment));
    changeExperiment(() => defaultExperiment('moons'));
    expect(await openGivenFile(fileOf('mine.json', text))).toBe(true);
    const { data } = nabla.getState().experiment;
    expect([data.table?.id, data.table?.name]).toEqual([tableId(table), 'mine.csv']);
    await vi.waitFor(() => { expect(nabla.getState().data?.trainTargets.length).toBe(21); });
    const wholeNetwork = JSON.parse(textOf(await shareFiles.network.make(moment))) as { table: { rows: unknown[] } };
    expect(wholeNetwork.table.rows).toHaveLength(30);
  });

  it('is repaired, and what was done is said in a sentence', async () => {
    const text = JSON.stringify({ format: 'nabla-experiment', version: 1, experiment: { ...defaultExperiment('xor'), learningRate: 1e9, batchSize: 'all', loss: 7 } });
    expect(await openGivenFile(fileOf('x.json', text))).toBe(true);
    const { experiment, notice } = nabla.getState();
    expect(experiment.learningRate).toBe(100);
    expect(notice?.text).toMatch(/^The experiment of “x\.json” is open\. .*1 more thing was repaired\.$/);
    expect(notice?.tone).toBe('warning');
  });

  it('changes nothing where it cannot be used, and says why', async () => {
    const before = nabla.getState().experiment;
    for (const [text, why] of [['', 'is empty'], ['a,b\n1,2', 'not JSON'], ['[1]', 'not an experiment'], ['{"a": 1}', 'holds no experiment']] as const) {
      expect(await openGivenFile(fileOf('data.csv', text))).toBe(false);
      expect(nabla.getState().notice?.text).toMatch(/The present experiment is kept\.$/);
      expect(nabla.getState().notice?.text).toContain(why);
    }
    expect(await openGivenFile({ name: 'big.json', size: 1e9, text: () => Promise.reject(new Error('never read')) })).toBe(false);
    expect(nabla.getState().notice?.text).toContain('too large');
    expect(nabla.getState().experiment).toBe(before);
  });
});
