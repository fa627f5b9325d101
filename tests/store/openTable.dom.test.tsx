import { beforeEach, describe, expect, it, vi } from 'vitest';
import { importedExperiment } from '../../src/config/defaults.ts';
import type { ImportedTable } from '../../src/config/experiment.ts';
import { coupleExperiment } from '../../src/config/couple.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { needsRestart } from '../../src/config/restart.ts';
import { labelOf } from '../../src/config/tasks.ts';
import { isDrawable, withPoints } from '../../src/datasets/drawing.ts';
import { encodeTable } from '../../src/datasets/encodeTable.ts';
import { buildData, infoOf } from '../../src/datasets/index.ts';
import type { Table } from '../../src/datasets/table.ts';
import { openTable } from '../../src/store/actions.ts';
import { hasItsTable, readItsTable } from '../../src/store/dataTables.ts';
import { drawExamples, takeOwnExamples } from '../../src/store/drawing.ts';
import { formatLink, parseLink } from '../../src/store/linkText.ts';
import { nabla } from '../../src/store/nabla.ts';
import { keepTable, keepTablesIn, keptTable } from '../../src/store/tableStorage.ts';

const table = (id: string): Table => encodeTable({
  id, name: 'mine.csv', source: 'mine.csv', licence: '', scaling: 'standardise',
  inputs: ['a', 'b', 'c'].map((name, k) => ({ name, unit: '', kind: 'number', values: Float64Array.from({ length: 20 }, (_, row) => Math.sin(row * (k + 1))) })),
  target: { name: 'kind', unit: '', kind: 'category', categories: ['no', 'yes'], values: Int32Array.from({ length: 20 }, (_, row) => row % 2) },
});
const described = (id: string): ImportedTable => ({ id, name: 'mine.csv', task: 'classification', inputs: 3, classes: 2, rows: 20 });

describe('a table of one\'s own', () => {
  const kept = new Map<string, unknown>();
  beforeEach(() => {
    kept.clear();
    keepTablesIn({ get: async (key) => kept.get(key), set: async (key, record) => { if (record === undefined) kept.delete(key); else kept.set(key, record); } });
  });

  it('becomes the data of the experiment, divided and named', () => {
    openTable(table('first'));
    const { experiment } = nabla.getState();
    expect(experiment.data).toMatchObject({ set: 'imported', table: described('first'), points: 20 });
    expect([experiment.features, experiment.outputActivation]).toEqual([['x', 'y', 'input3'], 'sigmoid']);
    const data = buildData(experiment);
    expect([data.trainSet.count, data.validationSet.count, data.classes, data.inputNames[2]]).toEqual([14, 6, ['no', 'yes'], 'c (standardised)']);
    expect(infoOf(experiment.data).label).toBe('mine.csv');
    expect(coupleExperiment(experiment)).toEqual({ experiment, notes: [] });
  });

  it('of two inputs is drawn in by the rules of other sets: a link holds the points, and the table comes back', () => {
    openTable({ ...table('plane'), ...encodeTable({
      id: 'plane', name: 'a & b #1.csv', source: '', licence: '', scaling: 'standardise',
      inputs: ['a', 'b'].map((name, k) => ({ name, unit: '', kind: 'number', values: Float64Array.from({ length: 20 }, (_, row) => Math.sin(row * (k + 1))) })),
      target: { name: 'kind', unit: '', kind: 'category', categories: ['no', 'yes'], values: Int32Array.from({ length: 20 }, (_, row) => row % 2) },
    }) });
    const { run } = nabla.getState();
    expect(isDrawable(nabla.getState().experiment.data)).toBe(true);
    drawExamples((examples, experiment) => withPoints(experiment, examples, [{ x: 0.5, y: -0.25, meaning: 1 }]));
    const { experiment } = nabla.getState();
    expect([experiment.data.examples?.length, labelOf(experiment.data), nabla.getState().run]).toEqual([21, 'drawn points, from a & b #1.csv', run]);
    const hash = formatLink({ experiment });
    expect(parseLink(hash)).toEqual({ link: { experiment }, notes: [] });
    expect(hash.length).toBeLessThan(400);
    expect(buildData({ ...experiment, data: { ...experiment.data, table: { ...experiment.data.table!, id: 'elsewhere' } } }).trainSet.count).toBe(15);
    takeOwnExamples();
    expect(labelOf(nabla.getState().experiment.data)).toBe('a & b #1.csv');
  });

  it('is not drawn in where a thousandth is coarse or the limits are narrow', () => {
    for (const size of [1e-3, 1e3]) {
      openTable(encodeTable({
        id: `size ${size}`, name: 'raw.csv', source: '', licence: '', scaling: 'none',
        inputs: ['a', 'b'].map((name, k) => ({ name, unit: '', kind: 'number', values: Float64Array.from({ length: 20 }, (_, row) => size * Math.sin(row * (k + 1))) })),
        target: { name: 'kind', unit: '', kind: 'category', categories: ['no', 'yes'], values: Int32Array.from({ length: 20 }, (_, row) => row % 2) },
      }));
      expect(isDrawable(nabla.getState().experiment.data)).toBe(false);
    }
  });

  it('is gone with another set, and another one starts again', () => {
    const [one, two] = [importedExperiment(described('first')), importedExperiment(described('second'))];
    expect(needsRestart(one, two)).toBe(true);
    const { experiment } = coupleExperiment({ ...one, data: { ...one.data, set: 'circle' } }, one);
    expect(experiment.data).not.toHaveProperty('table');
    expect(experiment.features).toEqual(['x', 'y']);
  });

  it('survives being written down, and a description of none is said', () => {
    const experiment = importedExperiment(described('first'));
    expect(repairExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notes: [] });
    const { experiment: other, notes } = repairExperiment({ ...experiment, data: { ...experiment.data, table: { ...described('first'), classes: 77 } } });
    expect([other.data.set === 'imported', notes[0]?.startsWith('The imported table “{')]).toEqual([false, true]);
  });

  it('is read again where this browser has kept it, and asked for in a sentence where not', async () => {
    const experiment = importedExperiment({ ...described('later') });
    expect(hasItsTable(experiment)).toBe(false);
    expect(await readItsTable(experiment)).toBe('The table “mine.csv” is not kept in this browser: import its file again.');
    await keepTable(table('later'));
    expect(await readItsTable(experiment)).toBeNull();
    expect(hasItsTable(experiment)).toBe(true);
  });

  it('that is kept, but that nothing can be fetched to check, is not called one that is not kept', async () => {
    await keepTable(table('unchecked'));
    vi.doMock('../../src/store/tableRecord.ts', () => { throw new TypeError('Failed to fetch dynamically imported module'); });
    const experiment = importedExperiment(described('unchecked'));
    expect(await readItsTable(experiment)).toMatch(/^The table “mine\.csv” is kept in this browser, but .* could not be fetched\./);
    vi.doUnmock('../../src/store/tableRecord.ts');
    expect(await readItsTable(experiment)).toBeNull();
  });

  it('makes room for later ones; one that was damaged is not used', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await keepTable(table(id));
    expect([await keptTable('a'), (await keptTable('e'))?.id]).toEqual([null, 'e']);
    kept.set('table e', { ...table('e'), inputs: new Float64Array(5) });
    expect(await keptTable('e')).toBeNull();
  });
});
