import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment, importedExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { presets } from '../../src/config/presets.ts';
import { initialParametersOf, networkSpecOf } from '../../src/config/network.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { experimentOfPairs, isSettingsKey, settingsPairs, type Pair } from '../../src/share/experimentAddress.ts';
import { numbersOf, textOfNumbers } from '../../src/share/numbersText.ts';
import { anyExperiment, parametersFor } from './experiments.ts';

const textOf = (pairs: readonly Pair[]): string => pairs.map(([key, value]) => `${key}=${value}`).join('&');

describe('an experiment in the keys of an address', () => {
  it('comes back the same, with weights and without, through the address itself', () => {
    fc.assert(fc.property(anyExperiment, fc.boolean(), (drawn, isGiven) => {
      const given = { ...drawn.initialization, given: Array.from(parametersFor(drawn, 3)) };
      const experiment = repairExperiment(isGiven ? { ...drawn, initialization: given } : drawn).experiment;
      const pairs = settingsPairs(experiment);
      expect(pairs).not.toBeNull();
      const read = [...new URLSearchParams(textOf(pairs!))];
      expect(read.every(([key]) => isSettingsKey(key))).toBe(true);
      expect(experimentOfPairs(read)).toEqual({ experiment, notes: [] });
      expect(encodeURI(textOf(pairs!))).toBe(textOf(pairs!));
    }), { numRuns: 300 });
  });

  it('says only what is not usual, so that people can read it', () => {
    for (const set of datasetNames) expect(textOf(settingsPairs(defaultExperiment(set))!), set).toBe(`v=1&data=${set}`);
    expect(textOf(settingsPairs({ ...initialExperiment, learningRate: 0.03, hidden: [{ units: 3, activation: 'relu' }], optimizer: { name: 'adam', beta1: 0.8, beta2: 0.999, epsilon: 1e-8 } })!))
      .toBe('v=1&data=spiral&hidden=3relu&rate=0.03&optimizer=adam&optimizer.beta1=0.8');
    expect(textOf(settingsPairs({ ...initialExperiment, hidden: [] })!)).toBe('v=1&data=spiral&hidden=none');
  });

  it('holds presets with their weights and examples to the last bit', () => {
    for (const { id, experiment } of presets) {
      const pairs = settingsPairs(experiment);
      expect(pairs, id).not.toBeNull();
      expect(experimentOfPairs(pairs!), id).toEqual({ experiment, notes: [] });
    }
    const numbers = [0.1, -1 / 3, 5e-324, -0, 1.7976931348623157e308];
    expect(numbersOf(textOfNumbers(numbers))).toEqual(numbers);
    expect(textOfNumbers(numbers)).toMatch(/^[\w-]+$/);
  });

  it('repairs what is damaged and names it', () => {
    const { experiment, notes } = experimentOfPairs([
      ['v', '7'], ['data', 'moons'], ['rate', '1e9'], ['hidden', '4tanh,many'], ['optimizer', 'magic'], ['weights', '!'], ['examples', '2.1.AAAA'], ['init.__proto__', '1'], ['noise', 'NaN'],
    ]);
    expect(experiment).toMatchObject({ data: { set: 'moons', noise: defaultExperiment('moons').data.noise }, learningRate: 100 });
    for (const word of ['version “7”', 'Learning rate', 'Hidden layer 2', 'magic', 'weights', 'examples', 'Noise']) expect(notes.join(' ')).toContain(word);
    expect(experimentOfPairs([])).toEqual({ experiment: initialExperiment, notes: [] });
  });

  it('ends in a whole experiment and sentences, however it was damaged: 10,000 of them', () => {
    const imported = importedExperiment({ id: 'csv-1', name: 'mine & yours.csv', task: 'classification', inputs: 2, classes: 3, rows: 40 });
    const drawnIn: Experiment = { ...imported, data: { ...imported.data, examples: [{ inputs: [0.5, 1], targets: [1, 0, 0] }, { inputs: [-0.5, 0], targets: [0, 0, 1], validation: true }] } };
    const sound = [...presets.map(({ experiment }) => experiment), drawnIn, imported, drawnIn, ...fc.sample(anyExperiment, { seed: 5, numRuns: 30 })].map((experiment) => textOf(settingsPairs(experiment)!));
    const pieces = ['', '=', '&', '%', '%00', '%E0%A4', '+', ',', '.', '-', 'e', '1e999', '-1', 'NaN', 'none', 'tanh', 'softmax', '__proto__', 'v=2', 'data=digits', 'data=imported', 'data=nothing', 'hidden=', 'hidden=9999tanh', 'weights=AAAA', 'weights=____', 'examples=2.1.', 'table.inputs=65', 'table.classes=1', 'table.rows=1e9', 'table.name=', 'table.id=__proto__', 'table.task=regression', '💥', '\uD800', 'x'.repeat(300)];
    let noted = 0;
    fc.assert(fc.property(fc.constantFrom(...sound), fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 4 }), (text, wounds) => {
      const damaged = wounds.reduce((so, [at, length, piece]) => {
        const place = at % (so.length + 1);
        return so.slice(0, place) + piece + so.slice(place + length);
      }, text);
      const { experiment, notes } = experimentOfPairs([...new URLSearchParams(damaged)].filter(([key]) => isSettingsKey(key)));
      const again = repairExperiment(experiment);
      if (again.notes.length > 0) throw new Error(`not repaired: ${again.notes.join(' ')}`);
      for (const note of notes) if (!/^[\p{Lu}\dα-ω].*[.!?]$/su.test(note)) throw new Error(`no sentence: ${note}`);
      if (initialParametersOf(experiment).length !== createNetwork(networkSpecOf(experiment)).parameterCount) throw new Error('parameters do not fit');
      if (notes.length > 0) noted += 1;
    }), { numRuns: 10_000, seed: 31 });
    expect(noted).toBeGreaterThan(1000);
  }, 60_000);

  it('ends in a whole experiment and sentences, whatever an address says', () => {
    const keys = ['v', 'data', 'points', 'hidden', 'features', 'init', 'init.std', 'optimizer', 'optimizer.momentum', 'schedule', 'schedule.milestones', 'schedule.momentum.low', 'schedule.momentum', 'loss', 'rate', 'weights', 'examples', 'batch', 'naming', 'biases.value', 'constructor', 'toString', '__proto__'];
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom('adam', 'one_cycle', 'softmax', 'spiral', 'none', '6tanh,4', '1.1.AAAAAAAAAAA', 'AAAAAAAA8D8', 'true', '-0', '1e400'));
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 12 }), (pairs) => {
      const { experiment, notes } = experimentOfPairs(pairs);
      expect(repairExperiment(experiment)).toEqual({ experiment, notes: [] });
      for (const note of notes) expect(note).toMatch(/^[A-Z\d].*[.!?]$/s);
    }), { numRuns: 1500 });
  });
});
