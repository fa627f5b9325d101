import { expect, it } from 'vitest';
import { situationById } from '../../src/config/situations.ts';
import { bestBeforeOverFitting } from '../../src/store/overFitting.ts';
import { createRandom } from '../../src/engine/random.ts';
import { SessionHarness, wantNothing } from './sessionHarness.ts';

it.each([1, 2, 3, 4, 5])('the losses are looked at often enough to judge a short run by, on a machine that stops now and then, too (%d)', (seed) => {
  const { experiment, epochs } = situationById('overFitting');
  const random = createRandom(seed);
  const harness = new SessionHarness('fake', () => (random.next() < 0.03 ? 40 : 0.004));
  harness.open(experiment);
  harness.session.receive({ type: 'setSpeed', stepsPerSecond: Infinity });
  harness.send({ type: 'play', untilEpoch: epochs });
  harness.settle();
  harness.send({ type: 'pull', want: wantNothing, spent: [] });
  harness.settle();
  const { epoch, history } = harness.last('framed').frame;
  expect(epoch).toBe(epochs);
  const gaps = Array.from(history.epoch.slice(1), (at, i) => at - history.epoch[i]!);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(20);
  expect(bestBeforeOverFitting(history, 0)).not.toBeNull();
});
