import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, importedExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { limits } from '../../src/config/limits.ts';
import { initialParametersOf, networkSpecOf } from '../../src/config/network.ts';
import { presets } from '../../src/config/presets.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { buildData } from '../../src/datasets/index.ts';
import type { Table } from '../../src/datasets/table.ts';
import { shelveTable } from '../../src/datasets/tableShelf.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { experimentFile, json, networkFile } from '../../src/share/networkFile.ts';
import { openFile, type OpenedFile } from '../../src/share/networkFileReading.ts';
import { factsOfTable } from '../../src/datasets/tableFacts.ts';
import { formatLink, parseLink } from '../../src/store/linkText.ts';
import { anyExperiment, parametersFor } from './experiments.ts';

/** A file that was opened, with its notes. */
function readable(text: string): Extract<OpenedFile, { readonly kind: 'experiment' | 'network' }> {
  const file = openFile(text);
  if (file.kind === 'unreadable') throw new Error(file.problem);
  return file;
}

function problemOf(text: string): string {
  const file = openFile(text);
  return file.kind === 'unreadable' ? file.problem : `readable: ${file.kind}`;
}

const trained = (experiment: Experiment, theta: ArrayLike<number> = parametersFor(experiment, 7)): string => networkFile({ experiment, theta, step: 1200, epoch: 85 });

describe('the file of an experiment', () => {
  it('brings back every experiment as it was', () => {
    fc.assert(fc.property(anyExperiment, (experiment) => {
      expect(readable(experimentFile(experiment))).toEqual({ kind: 'experiment', experiment, notes: [] });
    }), { numRuns: 300 });
    for (const experiment of [...datasetNames.map(defaultExperiment), ...presets.map((preset) => preset.experiment)]) {
      expect(readable(experimentFile(experiment))).toEqual({ kind: 'experiment', experiment, notes: [] });
    }
  });

  it('brings back drawn examples and weights set by hand to the last digit', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ inputs: fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true })), targets: fc.tuple(fc.double({ min: -100, max: 100, noNaN: true })) }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 21, maxLength: 21 }),
      (examples, given) => {
        const usual = defaultExperiment('moons');
        const experiment: Experiment = { ...usual, hidden: [{ units: 5, activation: 'gelu' }], data: { ...usual.data, examples }, initialization: { ...usual.initialization, given } };
        const file = readable(experimentFile(experiment));
        // JSON has no −0.
        expect(file.experiment).toEqual(JSON.parse(JSON.stringify(experiment)));
        expect(file.notes).toEqual([]);
      },
    ), { numRuns: 100 });
  });

  it('is JSON that people can read', () => {
    const text = experimentFile({ ...initialExperiment, initialization: { ...initialExperiment.initialization, given: [0.5, -1e-7] } });
    expect(text.split('\n').slice(0, 6)).toEqual(['{', '  "format": "nabla-experiment",', '  "version": 1,', '  "experiment": {', '    "version": 1,', '    "data": { "set": "spiral", "points": 280, "noise": 0.05, "trainShare": 0.7, "seed": 4 },']);
    expect(text).toContain('"given": [0.5, -1e-7]');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('may come without its frame, with a byte order mark and in part', () => {
    expect(readable(JSON.stringify(initialExperiment))).toEqual({ kind: 'experiment', experiment: initialExperiment, notes: [] });
    expect(readable(`\uFEFF${experimentFile(initialExperiment)}`).notes).toEqual([]);
    expect(readable('{"learningRate": 0.5}')).toEqual({ kind: 'experiment', experiment: { ...initialExperiment, learningRate: 0.5 }, notes: [] });
  });

  it('of a later version is read as far as possible, and what is wrong in it is named', () => {
    const text = JSON.stringify({ format: 'nabla-experiment', version: 7, experiment: { ...initialExperiment, learningRate: 1e9 } });
    expect(readable(text)).toMatchObject({
      experiment: { learningRate: limits.learningRate.max },
      notes: ['The file has version 7, but only version 1 is known; what could be read is used.', 'Learning rate 1000000000 is not a number from 0.000001 to 100; it is now 100.'].map((note) => expect.stringContaining(note.split(' is not')[0]!)),
    });
    expect(readable('{"format":"nabla-experiment","version":1}').notes).toEqual(['The file holds no experiment, so the default one is used.']);
  });

  it('that is none says why', () => {
    expect(problemOf('')).toBe('The file is empty.');
    expect(problemOf('x,y\n1,2')).toMatch(/^The file is not JSON: it begins “x,y/);
    expect(problemOf('[1, 2]')).toBe('The file holds “[1,2]”, which is not an experiment.');
    expect(problemOf('null')).toBe('The file holds “nothing”, which is not an experiment.');
    expect(problemOf('{"a": 1}')).toBe('The file is JSON, but it holds no experiment and no network.');
    expect(readable('{"format": "other", "version": 1, "experiment": {"batchSize": 3}}')).toMatchObject({ experiment: { batchSize: 3 }, notes: ['The file has the format “other”, which is not known; it is read as an experiment.'], kind: 'experiment' });
    expect(problemOf('{"format": "other"}')).toBe('The file’s format is “other”; nabla-experiment and nabla-network can be read.');
    expect(problemOf(' '.repeat(30_000_001))).toBe('The file is too long: 31 million letters, where up to 30 million are read.');
    expect(problemOf(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toMatch(/^The file /);
  });
});

describe('the file of a trained network', () => {
  it('brings back the experiment with the trained weights to begin with', () => {
    fc.assert(fc.property(anyExperiment, fc.integer({ min: 1, max: 1e6 }), (experiment, seed) => {
      const theta = parametersFor(experiment, seed, 100);
      const file = readable(trained(experiment, theta));
      expect(file).toEqual({ kind: 'network', experiment: { ...experiment, initialization: { ...experiment.initialization, given: Array.from(theta) } }, notes: [] });
      expect(initialParametersOf(file.experiment)).toEqual(theta);
    }), { numRuns: 200 });
  });

  it('says all that another program needs to answer with it', () => {
    const experiment = defaultExperiment('andTable');
    expect(JSON.parse(trained(experiment, [0.4, -0.3, 0.1]))).toEqual({
      format: 'nabla-network', version: 1, task: 'classification', inputs: [{ name: 'x₁', mean: 0, deviation: 1 }, { name: 'x₂', mean: 0, deviation: 1 }], features: ['x', 'y'],
      layers: [{ activation: 'tanh', weights: [[0.4, -0.3]], biases: [0.1] }], classes: ['0', '1'], boundary: 0, trained: { steps: 1200, epochs: 85 }, experiment,
    });
    const iris = JSON.parse(trained(defaultExperiment('iris'))) as { inputs: { name: string; mean: number; deviation: number }[]; classes: string[] };
    expect(iris.inputs.map(({ name, mean, deviation }) => [name, mean.toFixed(3), deviation.toFixed(3)])).toEqual([['petal length (cm)', '3.758', '1.759'], ['petal width (cm)', '1.199', '0.760']]);
    expect(iris.classes).toEqual(['setosa', 'versicolor', 'virginica']);
    expect(() => trained(experiment, [1, 2])).toThrow('The network has 3 parameters, not 2.');
  });

  const whole = JSON.parse(trained(defaultExperiment('moons'))) as Record<string, unknown> & { layers: { weights: number[][]; biases: number[]; activation: string }[] };
  const changed = (change: (file: typeof whole) => unknown): ReturnType<typeof readable> => {
    const file = structuredClone(whole);
    return readable(JSON.stringify(change(file) ?? file));
  };

  it('with other layers than its experiment has those of the network', () => {
    const file = changed((given) => { given.layers.splice(1, 0, { activation: 'relu', weights: [Array(8).fill(1), Array(8).fill(2)], biases: [0, 0] }); given.layers[2]!.weights = [[3, 4]]; });
    expect(file.experiment.hidden).toEqual([{ units: 8, activation: 'tanh' }, { units: 2, activation: 'relu' }]);
    expect(file.notes).toEqual(['The file’s experiment has other hidden layers than its network; those of the network are used.']);
    expect(file.experiment.initialization.given).toHaveLength(24 + 18 + 3);
  });

  it('with layers that do not fit draws the weights and says which layer it is', () => {
    const notes = (change: (file: typeof whole) => unknown): readonly string[] => changed(change).notes;
    expect(notes((file) => { file.layers[0]!.weights.pop(); })).toEqual(['Layer 1 of the file has weights for 7 neurons and 8 biases, so the weights are drawn.']);
    expect(notes((file) => { file.layers[1]!.weights[0]!.push(1); })).toEqual(['Layer 2 of the file has 9 weights at neuron 1 for 8 inputs, so the weights are drawn.']);
    expect(notes((file) => { Object.assign(file.layers[1]!, { biases: ['1'] }); })).toEqual(['Layer 2 of the file is not a table of weights with a bias for each neuron, so the weights are drawn.']);
    expect(notes((file) => { file.layers = []; })).toEqual(['The file holds no layers, so the weights are drawn.']);
    expect(notes((file) => { for (const layer of file.layers[0]!.weights) layer.pop(); })).toEqual(['25 first weights given by hand do not fit a network of 33, so they are drawn.']);
    expect(changed((file) => { file.layers = []; }).experiment).toEqual(defaultExperiment('moons'));
  });

  it('without its experiment keeps what it says itself', () => {
    const file = changed(({ experiment: _experiment, ...rest }) => rest);
    expect(file.experiment.hidden).toEqual(defaultExperiment('moons').hidden);
    expect(file.experiment.initialization.given).toHaveLength(33);
    expect(file.notes).toEqual(['The file does not say which experiment the network comes from, so the data and the training are the default ones.']);
  });
});

/** Values in a JSON text, the whole and every part of it. */
function countValues(text: string): number {
  let count = 0;
  JSON.parse(text, (_key, value: unknown) => { count += 1; return value; });
  return count;
}

describe('a damaged file', () => {
  const own: Table = {
    id: 'own', name: 'mine', task: 'classification', columns: [{ name: 'a', unit: 'mm', kind: 'number', mean: 2, deviation: 3 }, { name: 'b', unit: '', kind: 'category', mean: 0, deviation: 1 }],
    target: { name: 'kind', unit: '', mean: 0, deviation: 1 }, classes: ['no', 'yes'], inputs: Float64Array.of(0.5, 1, -0.5, 0, 1.5, 1, -1.5, 0), targets: Float64Array.of(0, 1, 0, 1), source: '', licence: '', leftOut: [], notes: [],
  };
  const drawnIn = (experiment: Experiment): Experiment => ({ ...experiment, data: { ...experiment.data, examples: [{ inputs: [0.5, 1], targets: [1] }, { inputs: [-0.5, 0], targets: [0], validation: true }] } });
  const sources = [experimentFile(initialExperiment), trained(defaultExperiment('iris')), experimentFile(presets[0]!.experiment), trained(presets[3]!.experiment), experimentFile({ ...defaultExperiment('circle'), data: { ...defaultExperiment('circle').data, examples: [{ inputs: [0.1, 0.2], targets: [1] }] } }), experimentFile(importedExperiment(factsOfTable(own)), own), experimentFile(drawnIn(importedExperiment(factsOfTable(own))))];
  /** Pieces that break JSON, numbers, names and limits. */
  const pieces = ['', '{', '}', '[', ']', '"', ',', ':', 'null', 'true', '-', '1e999', '-1e308', '1e-320', 'NaN', '0', '99999999999', '[]', '{}', '""', '"relu"', '"softmax"', '"__proto__"', '"constructor"', '\u0000', '\uD800', '💥', '=1+1', '\\', '\\u12', '[[[[[[', '"version":9', ',"hidden":[{"units":1e9}]'];
  const damage: fc.Arbitrary<string> = fc.tuple(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 4 }))
    .map(([text, cuts]) => cuts.reduce((damaged, [at, length, piece]) => {
      const place = at % (damaged.length + 1);
      return damaged.slice(0, place) + piece + damaged.slice(place + length);
    }, text));
  /** Valid JSON with anything in the place of one of its values. */
  const swapped: fc.Arbitrary<string> = fc.tuple(fc.constantFrom(...sources), fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(-1, 1e308, 'x', '\uD800', null, [], {}, [null], [[]], Array(200).fill(1))))
    .map(([text, at, value]) => {
      const total = countValues(text);
      let seen = 0;
      return JSON.stringify(JSON.parse(text), (_key, entry: unknown) => { seen += 1; return seen === 2 + (at % (total - 1)) ? value : entry; });
    });

  it('ends each time in an experiment that runs, or in a sentence', () => {
    let [repaired, refused] = [0, 0];
    fc.assert(fc.property(fc.oneof(damage, swapped), (text) => {
      const file = openFile(text);
      if (file.kind === 'unreadable') {
        refused += 1;
        if (!/^The file(’s)? .{5,}\.$/s.test(file.problem)) throw new Error(`no sentence: ${file.problem}`);
        return;
      }
      repaired += 1;
      for (const note of file.notes) if (!/^[\p{Lu}\dα-ω].{5,}\.$/su.test(note)) throw new Error(`no sentence: ${note}`);
      const { experiment } = file;
      const again = repairExperiment(experiment);
      if (again.notes.length > 0) throw new Error(`not repaired: ${again.notes.join(' ')}`);
      formatLink({ experiment });
      const network = createNetwork(networkSpecOf(experiment));
      if (initialParametersOf(experiment).length !== network.parameterCount) throw new Error('parameters do not fit');
      if (file.table !== undefined) shelveTable(file.table);
      if (repaired % 20 === 0 && (experiment.data.set !== 'imported' || experiment.data.examples !== undefined || file.table !== undefined)) buildData(experiment);
    }), { numRuns: 10_000, seed: 12 });
    expect(repaired).toBeGreaterThan(3000);
    expect(refused).toBeGreaterThan(1000);
  }, 60_000);

  it('whose table is named with half a character can be linked to', () => {
    const { experiment } = readable(experimentFile(drawnIn(importedExperiment({ ...factsOfTable(own), name: 'half \uD800' }))));
    expect(parseLink(formatLink({ experiment }))).toEqual({ link: { experiment }, notes: [] });
  });

  it('cannot change what objects are', () => {
    readable('{"format":"nabla-experiment","version":1,"experiment":{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1}},"hidden":[]}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('json', () => {
  it('says what JSON.stringify says', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(json(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
    expect(json({ a: undefined, b: [] })).toBe('{ "b": [] }\n');
  });
});
