import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { applyValue, sweepVariableNames, sweepVariables, type SweepValue, type SweepVariable } from '../../src/config/sweep.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { linkedSidesOf, parseSides, sidesText, takeLinkedSides } from '../../src/store/linkedSides.ts';
import { formatLink, parseLink } from '../../src/store/linkText.ts';
import { linkOf } from '../../src/store/links.ts';
import type { SideRun, Sides } from '../../src/store/sideBySideSlice.ts';
import { initialState, type NablaState } from '../../src/store/slices.ts';
import { noVerdict } from '../../src/store/sideBySideVerdict.ts';

const runOf = (experiment: Experiment): SideRun => ({ experiment, firstExperiment: experiment, data: null, log: [], divergence: null, verdict: noVerdict });

function stateOf(experiment: Experiment, variable: SweepVariable, left: Experiment, right: Experiment): NablaState {
  const sides: Sides = { pair: 1, base: experiment, variable, runs: { left: runOf(left), right: runOf(right) }, playing: false };
  return { ...initialState, experiment, view: 'compare', compareMode: 'sides', sides };
}

/** What whoever follows the link sees. */
function followed(state: NablaState) {
  const { link, notes } = parseLink(`#${formatLink(linkOf(state))}`);
  const taken = link.sides === undefined ? null : takeLinkedSides(link.experiment ?? state.experiment, link.sides);
  return { link, notes: [...notes, ...(taken?.notes ?? [])], experiments: taken?.experiments ?? null };
}

const anySet = fc.constantFrom(...datasetNames);
/** One of the values of a variable, or a number between its limits. */
const anyValueOf = (experiment: Experiment, variable: SweepVariable): fc.Arbitrary<SweepValue> => {
  const { kind, limit, values } = sweepVariables[variable];
  const offered = fc.constantFrom(...values(experiment));
  if (kind === 'choice' || limit === undefined) return offered;
  return fc.oneof(offered, variable === 'learningRate' ? fc.double({ min: limit.min, max: limit.max, noNaN: true }) : fc.integer({ min: limit.min, max: limit.max }));
};

describe('two runs side by side in a link', () => {
  it('come back as they are, whatever they differ in and share', () => {
    const anyState = fc.tuple(anySet, fc.constantFrom(...sweepVariableNames), fc.constantFrom(...sweepVariableNames), fc.boolean()).chain(([set, variable, shared, isShared]) => {
      const base = { ...defaultExperiment(set), learningRate: 0.123 };
      return fc.tuple(anyValueOf(base, variable), anyValueOf(base, variable), anyValueOf(base, shared)).map(([own, other, common]) => {
        const left = applyValue(isShared ? applyValue(base, shared, common) : base, variable, own);
        return stateOf(base, variable, left, applyValue(left, variable, other));
      });
    });
    fc.assert(fc.property(anyState, (state) => {
      const { link, notes, experiments } = followed(state);
      expect(notes).toEqual([]);
      expect(link).toMatchObject({ view: 'compare', experiment: state.experiment, sides: { variable: state.sides!.variable } });
      expect(experiments).toEqual({ left: state.sides!.runs.left.experiment, right: state.sides!.runs.right.experiment });
    }), { numRuns: 300 });
  });

  it('are short where the left is the experiment on the page, and whole where one value does not say all', () => {
    const base = defaultExperiment('moons');
    const right = applyValue(base, 'learningRate', 0.3);
    expect(formatLink(linkOf(stateOf(base, 'learningRate', base, right)))).toBe('view=compare&v=1&data=moons&sides=v1,learningRate,0.3');
    const [narrow, uneven] = [base, { ...base, hidden: [{ units: 6, activation: 'tanh' as const }, { units: 4, activation: 'tanh' as const }] }];
    const state = stateOf(base, 'width', narrow, uneven);
    expect(linkedSidesOf(state)).toEqual({ variable: 'width', value: null, right: uneven });
    expect(followed(state).experiments).toEqual({ left: narrow, right: uneven });
  });

  it('are not in the link of another view, of a sweep, or before they have begun', () => {
    const base = defaultExperiment('moons');
    const state = stateOf(base, 'seed', base, applyValue(base, 'seed', 7));
    expect(formatLink(linkOf({ ...state, view: 'play' }))).not.toContain('sides');
    expect(formatLink(linkOf({ ...state, compareMode: 'sweep' }))).toBe('view=compare&v=1&data=moons');
    expect(formatLink(linkOf({ ...state, sides: null }))).toBe('view=compare&v=1&data=moons');
  });

  it('that cannot be read or had are named with what is allowed; links of before have none', () => {
    expect(parseLink('view=compare&data=moons').link.sides).toBeUndefined();
    for (const text of ['v2,learningRate,0.3', 'v1,colour,1', 'v1,learningRate', 'v1,width,,,%%%', 'v1,seed,1,,,', '']) {
      expect(parseSides(text), text).toBeNull();
      expect(parseLink(`sides=${encodeURIComponent(text)}`).notes).toEqual([`The link’s two runs “${text}” cannot be read.`]);
    }
    const base = defaultExperiment('moons');
    const saidOf = (text: string) => takeLinkedSides(base, parseSides(text)!.sides);
    expect(saidOf('v1,learningRate,1000')).toEqual({ experiments: null, notes: [expect.stringMatching(/learningRate 1000; it is a number from .* to 100\.$/)] });
    expect(saidOf('v1,seed,two')).toEqual({ experiments: null, notes: [expect.stringContaining('seed NaN')] });
    expect(saidOf('v1,optimizer,newton')).toEqual({ experiments: null, notes: [expect.stringMatching(/optimizer “newton”; there are sgd/)] });
  });

  it('never throw, however they are damaged', () => {
    const sound = sidesText(linkedSidesOf(stateOf(defaultExperiment('rings'), 'loss', defaultExperiment('moons'), defaultExperiment('rings')))!);
    fc.assert(fc.property(fc.nat({ max: sound.length }), fc.nat({ max: 30 }), fc.string({ maxLength: 8 }), (from, length, put) => {
      const read = parseSides(sound.slice(0, from) + put + sound.slice(from + length));
      if (read === null) return;
      const { experiments, notes } = takeLinkedSides(defaultExperiment('moons'), read.sides);
      expect(experiments !== null || notes.length > 0).toBe(true);
    }), { numRuns: 500 });
  });
});
