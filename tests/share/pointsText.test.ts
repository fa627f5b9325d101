import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment, GivenExample } from '../../src/config/experiment.ts';
import { drawnNames } from '../../src/config/tasks.ts';
import { drawnExamples, withPoints } from '../../src/datasets/drawing.ts';
import { experimentOfPairs, settingsPairs } from '../../src/share/experimentAddress.ts';
import { pointsOfText, textOfPoints } from '../../src/share/pointsText.ts';

const place = fc.double({ min: -1.2, max: 1.2, noNaN: true });
const withExamples = (experiment: Experiment, examples: readonly GivenExample[]): Experiment => ({ ...experiment, data: { ...experiment.data, examples } });

describe('drawn points in an address', () => {
  it('come back the same, classes and values', () => {
    fc.assert(fc.property(fc.constantFrom(...drawnNames), fc.array(fc.tuple(place, place, fc.nat(9)), { maxLength: 120 }), (set, drawn) => {
      const experiment = defaultExperiment(set);
      const count = Math.max(2, Number(set.at(-1)) || 0);
      const points = drawn.map(([x, y, kind]) => ({ x, y, meaning: /\d$/.test(set) ? kind % count : x * y }));
      const examples = withPoints(experiment, [], points);
      const text = textOfPoints(examples);
      expect(text).toMatch(/^[\w-]+$/);
      expect(pointsOfText(text!)).toEqual(examples);
      const pairs = settingsPairs(withExamples(experiment, examples));
      expect(experimentOfPairs(pairs!)).toEqual({ experiment: withExamples(experiment, examples), notes: [] });
    }), { numRuns: 200 });
  });

  it('take about seven letters each, and a drawn-on set fits a link', () => {
    const spiral = defaultExperiment('spiral');
    const examples = drawnExamples(spiral);
    expect(textOfPoints(examples)!.length).toBeLessThan(7 * examples.length);
  });

  it('leave exact numbers to the other text, which says what they are for, too', () => {
    const spiral = defaultExperiment('spiral');
    const exact: readonly GivenExample[] = [{ inputs: [1 / 3, 0.1], targets: [1] }, { inputs: [0, 0], targets: [-1] }, { inputs: [Math.PI, 2], targets: [-1], validation: true }];
    expect(textOfPoints(exact)).toBeNull();
    const pairs = settingsPairs(withExamples(spiral, exact))!;
    expect(pairs.at(-1)![1]).toMatch(/^2\.1\.2\./);
    expect(experimentOfPairs(pairs)).toEqual({ experiment: withExamples(spiral, exact), notes: [] });
    expect(textOfPoints([{ inputs: [40, 0], targets: [1] }])).toBeNull();
    const empty = settingsPairs(withExamples(spiral, []))!;
    expect(experimentOfPairs(empty)).toEqual({ experiment: withExamples(spiral, []), notes: [] });
  });

  it('links of before lead to the same examples, all for training', () => {
    const { experiment, notes } = experimentOfPairs([['data', 'xorTable'], ['examples', '2.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAPC_']]);
    expect([experiment.data.examples, notes]).toEqual([[{ inputs: [0, 0], targets: [-1] }], []]);
  });

  it('are null for whatever is none', () => {
    const text = textOfPoints(drawnExamples(defaultExperiment('blobs3')))!;
    for (const broken of ['', '!', 'AAAA', text.slice(1), `${text}AAAA`, text.slice(0, -4)]) expect(pointsOfText(broken)).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const letters = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      const read = pointsOfText(letters);
      expect(read === null || read.every(({ inputs, targets }) => [...inputs, ...targets].every(Number.isFinite))).toBe(true);
    }), { numRuns: 1000 });
  });
});
