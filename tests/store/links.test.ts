import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../../src/config/presets.ts';
import { defaultExperiment, initialExperiment } from '../../src/config/defaults.ts';
import type { Experiment } from '../../src/config/experiment.ts';
import { datasetNames } from '../../src/config/tasks.ts';
import { addressKinds, parseAddress, type Address } from '../../src/explain/address.ts';
import { formatLink, parseLink, type Link } from '../../src/store/linkText.ts';
import { linkOf } from '../../src/store/links.ts';
import { encodeExperiment } from '../../src/share/experimentText.ts';
import { initialState } from '../../src/store/slices.ts';

const anyAddress: fc.Arbitrary<Address> = fc.record({
  kind: fc.constantFrom(...addressKinds), numbers: fc.array(fc.nat({ max: 999 }), { minLength: 4, maxLength: 4 }),
}).map(({ kind, numbers }) => [0, 1, 2, 3, 4].map((count) => parseAddress([kind, ...numbers.slice(0, count)].join('.'))).find((address) => address !== null)!);

const ownSettings = datasetNames.map((name): Experiment => ({ ...defaultExperiment(name), learningRate: 0.123 }));

const anyLink: fc.Arbitrary<Link> = fc.record({
  view: fc.constantFrom('play' as const, 'step' as const, 'compare' as const, 'landscape' as const),
  experiment: fc.constantFrom(...ownSettings), example: fc.nat({ max: 9999 }), validation: fc.nat({ max: 9999 }), preset: fc.constantFrom(...presets.map(({ id }) => id)),
  at: fc.integer({ min: 1, max: 1e9 }), quantity: anyAddress,
  axes: fc.oneof(fc.constant('components' as const), fc.constantFrom([0, 1] as const, [63, 4] as const)),
  held: fc.array(fc.tuple(fc.nat({ max: 63 }), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value))), { minLength: 1, maxLength: 5 }),
}, { requiredKeys: ['view'] });

describe('links to a place in the page', () => {
  it('say the whole place', () => {
    expect(parseLink('#view=step&preset=workedNetwork&at=17&quantity=delta.0.0.0')).toEqual({
      link: { view: 'step', preset: 'workedNetwork', at: 17, quantity: { kind: 'delta', example: 0, layer: 0, unit: 0 } }, notes: [],
    });
    fc.assert(fc.property(anyLink, (link) => {
      expect(parseLink(`#${formatLink(link)}`)).toEqual({ link: link.view === 'play' ? { ...link, view: undefined } : link, notes: [] });
    }));
  });

  it('are empty where the page shows what it opens with', () => {
    expect(formatLink(linkOf({ ...initialState, experiment: initialExperiment }))).toBe('');
    expect(parseLink('')).toEqual({ link: {}, notes: [] });
    expect(parseLink('#main')).toEqual({ link: {}, notes: [] });
    expect(formatLink(linkOf({ ...initialState, position: 5, experiment: presets[0]!.experiment }))).toBe('preset=workedNetwork');
    expect(formatLink(linkOf({ ...initialState, view: 'step', position: 5 }))).toBe('view=step&at=5');
    expect(formatLink(linkOf({ ...initialState, view: 'step', guest: 11, position: 5 }))).toBe('view=step&validation=11&at=5');
    expect(formatLink(linkOf({ ...initialState, guest: 11 }))).toBe('');
    expect(parseLink('validation=many').notes).toEqual(['The link’s validation example “many” is no whole number from 0 up.']);
  });

  it('name a preset only where it is just that, and hold any other settings whole', () => {
    const [preset] = presets;
    const turned = { ...preset!.experiment, learningRate: 2 };
    expect(linkOf({ ...initialState, experiment: turned })).toEqual({ view: 'play', experiment: turned });
    expect(parseLink(formatLink(linkOf({ ...initialState, experiment: turned }))).link.experiment).toEqual(turned);
  });

  it('hold weights and examples set by hand to the last digit', () => {
    const experiment: Experiment = {
      ...presets[0]!.experiment,
      initialization: { ...presets[0]!.experiment.initialization, given: Array.from({ length: 9 }, (_, i) => Math.sin(i + 0.1)) },
      data: { ...presets[0]!.experiment.data, examples: [{ inputs: [0.1, -1 / 3], targets: [0.7] }] },
    };
    expect(parseLink(formatLink({ experiment }))).toEqual({ link: { experiment }, notes: [] });
  });

  it('repair settings that are out of range and say so', () => {
    const { link, notes } = parseLink(`experiment=${encodeExperiment({ ...initialExperiment, learningRate: 1e9 })}`);
    expect(link.experiment?.learningRate).toBe(100);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^The link’s settings: .*100/);
    expect(parseLink('data=zzz').notes[0]).toMatch(/“zzz” is not one of .*; it is now two spirals\.$/);
    expect(parseLink('experiment=e30').link.experiment).toEqual(initialExperiment);
    expect(parseLink('experiment=%%%').notes[0]).toContain('cannot be read');
  });

  it('name what cannot be used, and keep the rest', () => {
    const { link, notes } = parseLink('#view=attic&preset=nothing&at=-3&quantity=delta.0&colour=red&at=4');
    expect(link).toEqual({ at: 4 });
    expect(notes).toHaveLength(5);
    for (const [i, value] of ['attic', 'nothing', '-3', 'delta.0', 'colour'].entries()) expect(notes[i]).toContain(`“${value}”`);
    expect(parseLink(`#preset=${'x'.repeat(5000)}`).notes[0]!.length).toBeLessThan(200);
  });

  it('never break the page', () => {
    const anyText = fc.oneof(
      fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('%', '%E0%A4%A', '&&==', '#', 'at=1e9', 'at=Infinity', 'at=99999999999999999999', 'view=__proto__', 'quantity=constructor'),
      fc.tuple(fc.constantFrom('view', 'preset', 'at', 'quantity', 'experiment', 'example'), fc.string()).map(([name, value]) => `${name}=${value}`),
    );
    fc.assert(fc.property(fc.array(anyText, { maxLength: 6 }), (parts) => {
      const { link, notes } = parseLink(`#${parts.join('&')}`);
      for (const note of notes) expect(note).toMatch(/^The link.*\.$/s);
      expect(parseLink(formatLink(link)).notes).toEqual([]);
      expect(link.at === undefined || Number.isInteger(link.at)).toBe(true);
    }), { numRuns: 2000 });
  });

  it('however they are damaged, end in a place and sentences: 10,000 of them', () => {
    const whole: Link[] = [
      { view: 'step', preset: 'workedNetwork', at: 17, quantity: parseAddress('delta.0.0.0')! }, { view: 'landscape' },
      ...presets.map(({ experiment }): Link => ({ view: 'compare', experiment: { ...experiment, learningRate: 0.77 }, example: 3 })),
    ];
    const sound = [...whole.map(formatLink), `experiment=${encodeExperiment(presets[0]!.experiment)}`];
    const pieces = ['', '#', '=', '&', '%', '%FF', 'view=', 'preset=none', 'at=-1', 'at=1e5', 'example=99999', 'quantity=delta', 'experiment=AAAA', 'colour=red', '.', '-1', '💥', '\uD800', 'x'.repeat(200)];
    let noted = 0;
    fc.assert(fc.property(fc.constantFrom(...sound), fc.array(fc.tuple(fc.nat(), fc.nat(20), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 4 }), (text, wounds) => {
      const damaged = wounds.reduce((so, [at, length, piece]) => {
        const place = at % (so.length + 1);
        return so.slice(0, place) + piece + so.slice(place + length);
      }, text);
      const { link, notes } = parseLink(`#${damaged}`);
      for (const note of notes) if (!/^The link.*[.!?]$/s.test(note)) throw new Error(`no sentence: ${note}`);
      const again = parseLink(formatLink(link)).notes;
      if (again.length > 0) throw new Error(`not repaired: ${again.join(' ')}`);
      if (notes.length > 0) noted += 1;
    }), { numRuns: 10_000, seed: 17 });
    expect(noted).toBeGreaterThan(1000);
  }, 60_000);
});
