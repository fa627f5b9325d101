import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/config/experiment.ts';
import { createRandom } from '../../src/engine/random.ts';
import { experimentWith, SessionHarness } from './sessionHarness.ts';

/** A session that is told whatever a page can tell it, in any order, with any amount of time between. */
function wander(seed: number, commands: number): SessionHarness {
  const h = new SessionHarness();
  const random = createRandom(seed);
  const below = (n: number): number => Math.floor(random.next() * n);
  const settings: Experiment[] = [
    experimentWith({ batchSize: 10 }), experimentWith({ batchSize: 10, learningRate: 0.3 }), experimentWith({ batchSize: 32 }),
    experimentWith({ batchSize: 10, optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }),
  ];
  const told: string[] = [];
  h.session.receive({ type: 'setSpeed', stepsPerSecond: 1000 });
  h.open(settings[0]!);
  let left = 100;
  for (let i = 0; i < commands; i += 1) {
    const { step } = h.frame();
    const which = below(14);
    told.push(`${which} at ${step}`);
    if (which === 0) h.send({ type: 'play', left: left += 1 });
    else if (which === 1) h.send({ type: 'pause' });
    else if (which === 2) h.send({ type: 'step', unit: below(2) === 0 ? 'batch' : 'epoch' });
    else if (which === 3) h.send({ type: 'stepBack', unit: below(2) === 0 ? 'batch' : 'epoch' });
    else if (which === 4) h.send({ type: 'seek', step: below(3) === 0 ? 0 : below(400), left: left += 1 });
    else if (which === 5 || which === 6) h.send({ type: 'visit', step: below(400) });
    else if (which === 7) h.send({ type: 'branch', left: left += 1 });
    else if (which === 8 || which === 9) h.send({ type: 'change', experiment: settings[below(4)]!, label: 'settings', left: left += 1 });
    else if (which === 10) h.send({ type: 'setParameter', index: below(8), value: random.next(), label: 'w', left: left += 1 });
    else if (which === 11) h.send({ type: 'present', example: below(20), label: 'example', left: left += 1 });
    else if (which === 12) h.send({ type: 'save' });
    else h.open(settings[below(4)]!, below(2) === 0 ? h.saved() : undefined);
    if (below(3) > 0) h.pass(below(40));
    const failed = h.events.find((event) => event.type === 'failed');
    expect(failed, `seed ${seed}: ${told.join(', ')}`).toBeUndefined();
  }
  h.send({ type: 'pause' });
  h.settle();
  return h;
}

describe('a session told anything at any time', () => {
  it.each(Array.from({ length: 30 }, (_, i) => i + 1))('fails at nothing, and still trains from the start (seed %i)', (seed) => {
    const h = wander(seed, 60);
    h.seek(0);
    expect(h.frame().step).toBe(0);
    h.step(3);
    expect(h.frame().step).toBe(3);
  });

  it('a change that is taken back at a moment gone to leaves the change before it alone', () => {
    const [first, second, third, fourth] = [0.01, 0.02, 0.03, 0.04].map((learningRate) => experimentWith({ learningRate }));
    const h = new SessionHarness();
    h.open(first!);
    h.step(2);
    h.send({ type: 'change', experiment: second!, label: 'η' });
    for (const step of [0, 2]) {
      h.send({ type: 'visit', step });
      h.settle();
    }
    for (const experiment of [third!, second!, fourth!]) h.send({ type: 'change', experiment, label: 'η' });
    expect(h.all('failed')).toEqual([]);
    expect(h.log().map((event) => event.kind === 'experiment' && event.experiment.learningRate)).toEqual([0.02, 0.04]);
  });
});
