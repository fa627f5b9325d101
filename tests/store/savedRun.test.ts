import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { RECORD_VERSION } from '../../src/store/recordVersion.ts';
import { restoreRecord } from '../../src/store/savedRun.ts';
import type { SavedRun } from '../../src/worker/protocol.ts';
import { SessionHarness } from '../worker/sessionHarness.ts';

/** A run with a change of η, a weight set by hand and an example chosen behind it, as it is kept. */
function kept(): SavedRun {
  const h = new SessionHarness();
  const experiment = defaultExperiment('circle');
  h.open(experiment);
  h.frame();
  h.step(3);
  h.send({ type: 'change', experiment: { ...experiment, learningRate: 0.03 }, label: 'η' });
  h.send({ type: 'setParameter', index: 1, value: 0.5, label: 'w' });
  h.send({ type: 'present', example: 17, label: 'example 18' });
  h.step(2);
  return h.saved();
}

const restore = (saved: unknown) => restoreRecord({ version: RECORD_VERSION, playing: false, saved });

describe('restoreRecord', () => {
  it('gives back what was kept', () => {
    const saved = kept();
    expect(restore(saved)).toEqual({ saved, experiment: saved.experiment, playing: false, notes: [] });
  });

  const saved = kept();
  const { state, history } = saved;
  const damages: readonly [string, unknown][] = [
    ['a place behind the end of the epoch', { ...saved, state: { ...state, position: state.order.length } }],
    ['a length of the gradient that is no number', { ...saved, state: { ...state, gradientNorm: undefined } }],
    ['an endless step on the curve', { ...saved, history: { ...history, step: history.step.map(() => Infinity) } }],
    ['a curve that runs backwards', { ...saved, history: { ...history, step: history.step.toReversed() } }],
    ['counts of the wrong kind', { ...saved, history: { ...history, samples: [1] } }],
    ['first settings of another network', { ...saved, firstExperiment: { ...saved.experiment, hidden: [] } }],
    ['an example that was never trained on', { ...saved, log: [...saved.log.slice(0, 2), { ...saved.log[2], example: state.order.length }] }],
    ['an example that is none', { ...saved, log: [...saved.log.slice(0, 2), { ...saved.log[2], example: undefined }] }],
    ['a change to settings out of range', { ...saved, log: [{ ...saved.log[0], experiment: { ...saved.experiment, learningRate: -1 } }] }],
  ];
  it.each(damages)('does not go on from %s', (_what, damaged) => {
    const { saved: run, experiment, notes } = restore(damaged);
    expect(run).toBeNull();
    expect(experiment).toEqual(saved.experiment);
    expect(notes).toHaveLength(1);
  });

  it('completes settings in which something is missing, also those of the past', () => {
    const { schedule: _schedule, ...older } = saved.experiment;
    const { saved: run } = restore({ ...saved, firstExperiment: older, log: [{ ...saved.log[0], experiment: older }] });
    expect(run?.firstExperiment).toEqual(saved.experiment);
    expect(run?.log[0]).toEqual({ ...saved.log[0], experiment: saved.experiment });
  });
});
