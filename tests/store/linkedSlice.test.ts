import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { buildData } from '../../src/datasets/index.ts';
import { sliceOf, type RunData } from '../../src/datasets/runData.ts';
import { linkedSliceOf, parseAxes, parseHeld, takeLinkedSlice, type LinkedSlice } from '../../src/store/linkedSlice.ts';
import { formatLink, parseLink } from '../../src/store/linkText.ts';
import { linkOf } from '../../src/store/links.ts';
import { initialState } from '../../src/store/slices.ts';

const wine = buildData(defaultExperiment('wine'));
const digits = buildData(defaultExperiment('digits'));

function linked(data: RunData, slice: LinkedSlice): LinkedSlice {
  return linkedSliceOf({ data, slice: takeLinkedSlice(data, slice).slice });
}

describe('the plane through many inputs in an address', () => {
  it('is not said where it is the one that is proposed', () => {
    for (const data of [wine, digits]) {
      expect(linkedSliceOf({ data, slice: null })).toEqual({});
      expect(linkedSliceOf({ data, slice: { ...sliceOf(data) } })).toEqual({});
    }
    expect(formatLink(linkOf({ ...initialState, data: digits }))).toBe('');
  });

  it('comes back as it was: two inputs, components, and where the others are held', () => {
    const value = wine.domain[5]![1] * 0.5 + wine.domain[5]![0] * 0.5;
    for (const [data, slice] of [[wine, { axes: [3, 1] }], [wine, { axes: 'components' }], [digits, { axes: [9, 10] }], [wine, { held: [[5, value]] }], [wine, { axes: [3, 1], held: [[5, value]] }]] as const) {
      expect(takeLinkedSlice(data, slice).notes).toEqual([]);
      expect(linked(data, slice)).toEqual(slice);
    }
    expect(takeLinkedSlice(wine, { axes: 'components' }).slice?.components).toBe(wine.components);
    const text = formatLink(linkOf({ ...initialState, data: digits, slice: takeLinkedSlice(digits, { axes: [9, 10] }).slice }));
    expect(text).toBe('axes=x10,x11');
    expect(parseLink(text)).toEqual({ link: { axes: [9, 10] }, notes: [] });
  });

  it('is not that of a set with other inputs', () => {
    expect(linkedSliceOf({ data: wine, slice: takeLinkedSlice(digits, { axes: [9, 10] }).slice })).toEqual({});
    expect(linkedSliceOf({ data: null, slice: takeLinkedSlice(digits, { axes: [9, 10] }).slice })).toEqual({});
  });

  it('is repaired with a sentence', () => {
    expect(takeLinkedSlice(wine, { axes: [3, 50] })).toEqual({ slice: sliceOf(wine), notes: [`The link names the input x51; this set has ${wine.inputCount}.`] });
    expect(takeLinkedSlice(wine, { held: [[40, 1]] }).notes).toEqual([`The link names the input x41; this set has ${wine.inputCount}.`]);
    const far = takeLinkedSlice(wine, { held: [[5, 1e9]] });
    expect(far.slice?.held[5]).toBe(wine.domain[5]![1]);
    expect(far.notes[0]).toMatch(/^The link holds x6 at .*; it is held at .*, where its values end\.$/);
    const flat = takeLinkedSlice(buildData(defaultExperiment('circle')), { axes: [0, 1] });
    expect(flat).toEqual({ slice: null, notes: ['The link chooses axes, but this set has no more than two inputs: all of it is shown.'] });
    const { components: _components, ...alike } = wine;
    expect(takeLinkedSlice(alike, { axes: 'components' }).notes).toHaveLength(1);
  });

  it('is read only where it is one', () => {
    for (const text of ['', 'x1', 'x1,x1', 'x0,x1', 'x1,x2,x3', '1,2', 'x1,y', 'component']) expect(parseAxes(text), text).toBeNull();
    for (const text of ['', 'x1', 'x1:', 'x1:a', 'x1:1:2', 'x1:Infinity', 'x1:1e999', 'x1:0x10', 'y:1', 'x1:1,']) expect(parseHeld(text), text).toBeNull();
    expect(parseHeld('x1:-0.5,x64:1e-7')).toEqual([[0, -0.5], [63, 1e-7]]);
    expect(parseLink('axes=up&held=down').notes).toEqual(['The link’s axes “up” are neither two inputs, such as x1,x2, nor components.', 'The link’s held inputs “down” cannot be read.']);
  });
});
