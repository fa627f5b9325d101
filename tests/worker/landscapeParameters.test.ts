import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { RECORD_VERSION } from '../../src/store/recordVersion.ts';
import { restoreRecord } from '../../src/store/savedRun.ts';
import { SessionHarness } from './sessionHarness.ts';

const experiment = { ...defaultExperiment('circle'), hidden: [{ units: 2, activation: 'tanh' as const }] };

function opened(): { readonly h: SessionHarness; readonly values: Float64Array } {
  const h = new SessionHarness();
  const { initialParameters } = h.open(experiment);
  return { h, values: initialParameters.map((value, i) => value + 0.1 * i) };
}

describe('setting all of θ at once', () => {
  it('puts the values in force, with the loss they have, and one event in the log', () => {
    const { h, values } = opened();
    h.step(3);
    const before = h.frame().trainLoss;
    h.send({ type: 'setParameters', values: values.map((value) => value + 1), label: 'on the way' });
    h.send({ type: 'setParameters', values, label: 'moved' });
    h.settle();
    const frame = h.frame();
    expect(frame.parameters).toEqual(values);
    expect(frame.trainLoss).not.toBe(before);
    expect(h.log()).toMatchObject([{ kind: 'parameters', step: 3, label: 'moved' }]);
  });

  it('is replayed exactly, back and forth', () => {
    const { h, values } = opened();
    h.step(3);
    h.send({ type: 'setParameters', values, label: 'moved' });
    h.step(20);
    const there = h.saved().state;
    h.seek(2);
    expect(h.frame().parameters).not.toEqual(there.parameters);
    h.seek(23);
    expect(h.saved().state).toEqual(there);
  });

  it('keeps the values through storage and refuses a log whose values do not fit', () => {
    const { h, values } = opened();
    h.step(1);
    h.send({ type: 'setParameters', values, label: 'moved' });
    h.step(2);
    const saved = h.saved();
    expect(restoreRecord({ version: RECORD_VERSION, playing: false, saved }).saved?.log).toEqual(saved.log);
    const log = saved.log.map((event) => ({ ...event, values: values.slice(1) }));
    expect(restoreRecord({ version: RECORD_VERSION, playing: false, saved: { ...saved, log } }).saved).toBeNull();
  });

  it('says what does not fit and leaves θ as it was', () => {
    const { h, values } = opened();
    for (const bad of [values.slice(1), values.map((value, i) => (i === 2 ? Number.NaN : value))]) {
      h.send({ type: 'setParameters', values: bad, label: 'wrong' });
      expect(h.last('failed').message).toMatch(/parameters|parameter/);
    }
    expect(h.frame().parameters).toEqual(h.last('opened').initialParameters);
  });
});
