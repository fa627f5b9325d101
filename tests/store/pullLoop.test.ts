import { describe, expect, it } from 'vitest';
import { buffersOf, createPullLoop, isSettled } from '../../src/store/pullLoop.ts';
import type { FrameRequest, TrainingFrame } from '../../src/worker/protocol.ts';
import { createFrame } from './frames.ts';

const want: FrameRequest = { neuronGrid: 0, outputGrid: 0, shownUnits: [], probe: null };

function setUp() {
  const pulls: ArrayBuffer[][] = [];
  const drawn: TrainingFrame[] = [];
  const state = { visible: true, time: 0, callback: null as (() => void) | null };
  const loop = createPullLoop({
    want: () => want,
    pull: (_want, spent) => { pulls.push(spent); },
    draw: (frame) => { drawn.push(frame); },
    isSettled,
    buffersOf,
    isVisible: () => state.visible,
    schedule: (callback) => {
      state.callback = callback;
      return 1;
    },
    cancel: () => { state.callback = null; },
    now: () => state.time,
  });
  const paint = (): void => {
    const { callback } = state;
    state.callback = null;
    state.time += 16;
    callback?.();
  };
  return { loop, pulls, drawn, state, paint };
}

describe('pull loop', () => {
  it('asks for the next frame only when the last has been drawn', () => {
    const { loop, pulls, drawn, paint } = setUp();
    loop.refresh();
    paint();
    expect(pulls.length).toBe(1);
    paint();
    expect(pulls.length).toBe(1);
    const frame = createFrame({ status: 'training' });
    loop.receive(frame);
    expect(drawn).toEqual([]);
    paint();
    expect(drawn).toEqual([frame]);
    expect(pulls.length).toBe(2);
  });

  it('gives the buffers of a frame back when another has taken its place, never those on the screen', () => {
    const { loop, pulls, paint } = setUp();
    const first = createFrame({ status: 'training' });
    loop.refresh();
    paint();
    loop.receive(first);
    paint();
    expect(pulls[1]).toEqual([]);
    loop.receive(createFrame({ status: 'training' }));
    paint();
    expect(pulls[2]).toEqual(buffersOf(first));
  });

  it('asks nothing while hidden, and goes on when seen', () => {
    const { loop, pulls, state, paint } = setUp();
    state.visible = false;
    loop.refresh();
    paint();
    expect(pulls.length).toBe(0);
    state.visible = true;
    loop.refresh();
    paint();
    expect(pulls.length).toBe(1);
  });

  it('rests when nothing moves, and wakes at a change', () => {
    const { loop, pulls, state, paint } = setUp();
    loop.refresh();
    paint();
    for (let i = 0; i < 200; i++) {
      loop.receive(createFrame({ status: 'paused' }));
      paint();
    }
    const rested = pulls.length;
    expect(rested).toBeLessThan(100);
    expect(state.callback).toBeNull();
    loop.refresh();
    paint();
    expect(pulls.length).toBe(rested + 1);
  });

  it('goes on asking while losses lag behind', () => {
    const { loop, pulls, state, paint } = setUp();
    loop.refresh();
    paint();
    state.time = 1e6;
    loop.receive(createFrame({ status: 'paused', step: 5, evaluatedStep: 4 }));
    paint();
    expect(pulls.length).toBe(2);
  });

  it('ignores a frame nobody asked for after a reset', () => {
    const { loop, drawn, paint } = setUp();
    loop.refresh();
    paint();
    loop.reset();
    loop.receive(createFrame({}));
    paint();
    expect(drawn).toEqual([]);
  });
});
