import { afterEach, describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { startEmbedding } from '../../src/store/embedding.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';

const ORIGIN = 'https://school.example';

/** The window round the page, which keeps what it is told; and a way to send as any window of any origin. */
function meet() {
  const told: { readonly message: Record<string, unknown>; readonly to: string }[] = [];
  const parent = { postMessage: (message: Record<string, unknown>, to: string) => { told.push({ message, to }); } };
  const target = new EventTarget();
  const stop = startEmbedding({ origin: ORIGIN, self: target, parent: parent as unknown as Window });
  const send = (data: unknown, origin = ORIGIN, source: unknown = parent): void => { target.dispatchEvent(Object.assign(new Event('message'), { data, origin, source })); };
  const replies = (): readonly Record<string, unknown>[] => told.map(({ message }) => message).filter(({ type }) => type === 'reply');
  return { told, send, replies, stop };
}

afterEach(() => { nabla.setState(initialState, true); });

describe('an embedded page', () => {
  it('says that it hears, to the stated origin alone', () => {
    const { told, send, stop } = meet();
    send({ nabla: 1, id: 1, type: 'getExperiment' });
    expect(told.map(({ message }) => message['type'])).toEqual(['ready', 'reply']);
    expect(told.every(({ to }) => to === ORIGIN)).toBe(true);
    expect(told[1]!.message).toEqual({ nabla: 1, type: 'reply', id: 1, to: 'getExperiment', ok: true, notes: [], experiment: initialExperiment });
    stop();
    send({ nabla: 1, id: 2, type: 'getExperiment' });
    expect(told).toHaveLength(2);
  });

  it('hears no other origin, no other window, and no other kind of message', () => {
    const { send, replies, stop } = meet();
    send({ nabla: 1, type: 'play' }, 'https://evil.example');
    send({ nabla: 1, type: 'play' }, 'null');
    send({ nabla: 1, type: 'play' }, ORIGIN, { postMessage: () => undefined });
    send({ nabla: 1, type: 'play' }, ORIGIN, null);
    send('play');
    send({ type: 'play' });
    expect(replies()).toEqual([]);
    expect(nabla.getState().playing).toBe(false);
    stop();
  });

  it('plays and stops, and says why it cannot', () => {
    const { send, replies, stop } = meet();
    send({ nabla: 1, id: 'a', type: 'play' });
    expect(nabla.getState().playing).toBe(true);
    send({ nabla: 1, id: 'b', type: 'pause' });
    expect(nabla.getState().playing).toBe(false);
    nabla.setState({ status: 'diverged' });
    send({ nabla: 1, id: 'c', type: 'play' });
    nabla.setState({ status: 'paused', view: 'step' });
    send({ nabla: 1, id: 'd', type: 'play' });
    send({ nabla: 1, id: 'e', type: 'dance' });
    expect(replies().map(({ id, ok }) => [id, ok])).toEqual([['a', true], ['b', true], ['c', false], ['d', false], ['e', false]]);
    expect(nabla.getState().notice).toBeNull();
    for (const { problem } of replies().slice(2)) expect(problem).toMatch(/^[A-Z].*\.$/);
    stop();
  });

  it('opens an experiment, repaired, and says what was repaired', () => {
    const { send, replies, stop } = meet();
    send({ nabla: 1, id: 1, type: 'setExperiment', experiment: { data: { set: 'moons' }, learningRate: 1e9 } });
    expect(nabla.getState().experiment).toMatchObject({ data: { set: 'moons' }, learningRate: 100 });
    expect(replies()[0]).toMatchObject({ ok: true, notes: [expect.stringContaining('100')], experiment: { learningRate: 100 } });
    stop();
  });
});
