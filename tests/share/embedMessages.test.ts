import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { repairExperiment } from '../../src/config/repair.ts';
import { doneReply, frameEvent, heightMessages, readMessage, refusal, requestTypes } from '../../src/share/embedMessages.ts';
import { experimentFile } from '../../src/share/networkFile.ts';
import { anyExperiment } from './experiments.ts';

const problemOf = (data: unknown): string => {
  const read = readMessage(data);
  return read !== null && 'problem' in read ? read.problem : 'taken';
};

describe('messages to an embedded page', () => {
  it('are taken where they say what is allowed', () => {
    for (const type of requestTypes) {
      const read = readMessage({ nabla: 1, id: 7, type, ...(type === 'setExperiment' ? { experiment: initialExperiment } : {}) });
      expect(read, type).toMatchObject({ id: 7, request: { type }, notes: [] });
    }
    expect(readMessage({ nabla: 1, type: 'step', unit: 'batch' })).toEqual({ id: null, request: { type: 'step', unit: 'batch' }, notes: [] });
    expect(readMessage({ nabla: 1, type: 'subscribe' })).toMatchObject({ request: { rate: 10 } });
    expect(readMessage({ nabla: 1, type: 'subscribe', rate: 1e300 })).toMatchObject({ request: { rate: 60 }, notes: [expect.stringContaining('60')] });
    expect(readMessage({ nabla: 1, type: 'subscribe', rate: -Infinity })).toMatchObject({ request: { rate: 1 }, notes: [expect.stringContaining('minus infinity')] });
  });

  it('that are none of these are left to others', () => {
    for (const data of [null, undefined, 'play', 5, [], [{ nabla: 1 }], {}, { type: 'play' }, JSON.parse('{"__proto__": {"nabla": 1, "type": "play"}}'), Object.create({ nabla: 1, type: 'play' })]) expect(readMessage(data)).toBeNull();
  });

  it('are refused with one sentence that names the value and what is allowed', () => {
    expect(problemOf({ nabla: 2, type: 'play' })).toBe('The message is of version 2; only 1 is known.');
    expect(problemOf({ nabla: 1, type: 'eval' })).toBe(`The message’s type “eval” is not known; there are ${requestTypes.join(', ')}.`);
    expect(problemOf({ nabla: 1, type: 'constructor' })).toContain('“constructor”');
    expect(problemOf({ nabla: 1, type: 'step', unit: 'year' })).toBe('The message’s unit “year” is not known; there are batch, epoch.');
    expect(problemOf({ nabla: 1, type: 'subscribe', rate: 'fast' })).toBe('The message’s rate “fast” is no number from 1 to 60.');
    expect(problemOf({ nabla: 1, type: 'play', id: {} })).toContain('neither a finite number nor a text');
    expect(problemOf({ nabla: 1, type: 'setExperiment' })).toContain('neither an experiment’s settings nor the text of its file');
    expect(problemOf({ nabla: 1, type: 'setExperiment', experiment: '<script>alert(1)</script>' })).toBe('The message is not JSON: it begins “<script>alert(1)</script>”.');
    expect(problemOf({ nabla: 1, type: 'setExperiment', experiment: { format: 'other' } })).toMatch(/^The message’s format is “other”/);
    const table = { id: 't', name: 'mine', task: 'regression', inputs: 2, classes: 0, rows: 50 };
    expect(problemOf({ nabla: 1, type: 'setExperiment', experiment: { data: { set: 'imported', table } } })).toContain('table of someone’s own');
  });

  it('bring an experiment the way of files: as settings, in the frame of a file, as its text', () => {
    fc.assert(fc.property(anyExperiment, (drawn) => {
      const { experiment } = repairExperiment(drawn);
      for (const given of [experiment, { format: 'nabla-experiment', version: 1, experiment }, experimentFile(experiment)]) {
        expect(readMessage({ nabla: 1, type: 'setExperiment', experiment: given })).toEqual({ id: null, request: { type: 'setExperiment', experiment }, notes: [] });
      }
    }), { numRuns: 40 });
    const read = readMessage({ nabla: 1, type: 'setExperiment', experiment: { learningRate: 1e9, hidden: [{ units: 1e9, activation: 'tanh' }] } });
    expect(read).toMatchObject({ request: { experiment: { learningRate: 100, hidden: [{ units: 64 }] } } });
    expect(read !== null && 'notes' in read ? read.notes : []).toHaveLength(2);
  });

  it('take weights as a list of any kind of numbers', () => {
    const given = new Float64Array([1, 2, 3]);
    const experiment = { ...initialExperiment, features: ['x', 'y'] as const, hidden: [], initialization: { ...initialExperiment.initialization, given } };
    expect(readMessage({ nabla: 1, type: 'setExperiment', experiment })).toMatchObject({ request: { experiment: { initialization: { given: [1, 2, 3] } } }, notes: [] });
  });

  it('never break the page, whatever they hold', () => {
    const nasty: unknown[] = [
      '__proto__', 'javascript:alert(1)', '<img src=x onerror=alert(1)>', 1e308, -1e308, NaN, Infinity, 10n ** 30n, new Date(NaN), new Map([['nabla', 1]]), new Set([1]), /x/, new Error('x'),
      new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Float64Array([NaN]), JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
    ];
    const ring: Record<string, unknown> = { learningRate: 0.1 };
    ring['self'] = ring;
    const value = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true }), fc.constantFrom(...nasty, ring));
    const message = fc.record({
      nabla: fc.oneof({ weight: 5, arbitrary: fc.constant<unknown>(1) }, { weight: 1, arbitrary: value }), id: value,
      type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...requestTypes) }, { weight: 1, arbitrary: value }),
      unit: value, rate: value, experiment: fc.oneof(value, fc.dictionary(fc.constantFrom('data', 'hidden', 'loss', 'optimizer', 'features', 'layers', 'format', 'experiment', '__proto__', 'initialization'), value)),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(message, value), (data) => {
      const read = readMessage(data);
      if (read === null) return;
      if ('problem' in read) {
        expect(read.problem).toMatch(/^The .*\.$/s);
        expect(read.problem.length).toBeLessThan(400);
      } else if (read.request.type === 'setExperiment') {
        expect(repairExperiment(read.request.experiment)).toEqual({ experiment: read.request.experiment, notes: [] });
      } else if (read.request.type === 'subscribe') {
        expect(read.request.rate >= 1 && read.request.rate <= 60).toBe(true);
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }), { numRuns: 10_000 });
  });
});

describe('what an embedded page answers', () => {
  it('carries the id, if there is one', () => {
    expect(doneReply('a', 'play', [])).toEqual({ nabla: 1, type: 'reply', id: 'a', to: 'play', ok: true, notes: [] });
    expect(refusal(null, null, 'No.')).toEqual({ nabla: 1, type: 'reply', to: null, ok: false, problem: 'No.' });
  });

  it('tells what is no number as null', () => {
    const event = frameEvent({ status: 'diverged', step: 3, epoch: 0, stepsPerEpoch: 14, trainLoss: Infinity, validationLoss: NaN, trainAccuracy: NaN, validationAccuracy: 0.5, learningRate: 1 }, { word: 'Diverged', sentence: 'Diverged.' });
    expect(event).toMatchObject({ nabla: 1, type: 'frame', status: 'diverged', step: 3, trainLoss: null, validationLoss: null, trainAccuracy: null, validationAccuracy: 0.5 });
  });

  it('tells heights as learning platforms read them: as an object and as text, a whole number within reason', () => {
    const [message, text] = heightMessages(512.3);
    expect(message).toEqual({ subject: 'lti.frameResize', height: 513 });
    expect(JSON.parse(text)).toEqual(message);
    expect(heightMessages(1e9)[0].height).toBe(20_000);
    expect(heightMessages(-5)[0].height).toBe(1);
  });
});
