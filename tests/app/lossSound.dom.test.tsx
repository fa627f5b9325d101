import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hearLoss } from '../../src/app/lossSound.ts';
import { clearFrame, showFrame } from '../../src/store/frameStore.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import type { FrameRequest, TrainingFrame } from '../../src/worker/protocol.ts';

type Change = readonly [value: number, at: number];

class Param {
  value = 0;
  readonly targets: Change[] = [];
  readonly values: Change[] = [];
  setTargetAtTime(value: number, at: number): void { this.targets.push([value, at]); }
  setValueAtTime(value: number, at: number): void { this.values.push([value, at]); }
}

class Node {
  type = '';
  readonly frequency = new Param();
  readonly gain = new Param();
  stoppedAt: number | null = null;
  connect(): void { /* Nothing is heard in a test. */ }
  start(): void { /* As above. */ }
  stop(at: number): void { this.stoppedAt = at; }
}

class Context {
  readonly destination = {};
  readonly currentTime = 1;
  readonly oscillators: Node[] = [];
  readonly gains: Node[] = [];
  state: AudioContextState = 'running';
  createOscillator(): Node {
    this.oscillators.push(new Node());
    return this.oscillators.at(-1)!;
  }
  createGain(): Node {
    this.gains.push(new Node());
    return this.gains.at(-1)!;
  }
  async resume(): Promise<void> { this.state = 'running'; }
  async suspend(): Promise<void> { this.state = 'suspended'; }
  async close(): Promise<void> { this.state = 'closed'; }
}

let contexts: Context[];
let isBroken: boolean;
let stop: () => void;
const onNone = vi.fn<() => void>();
const lossIs = (trainLoss: number): void => { showFrame({ trainLoss } as TrainingFrame, { shownUnits: [] } as unknown as FrameRequest); };
const volume = (): number => contexts[0]?.gains[0]?.gain.targets.at(-1)?.[0] ?? 0;
const pitch = (): number => contexts[0]?.oscillators[0]?.frequency.targets.at(-1)?.[0] ?? 0;
const show = (state: DocumentVisibilityState): void => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  nabla.setState(initialState, true);
  clearFrame();
  contexts = [];
  isBroken = false;
  onNone.mockClear();
  stop = hearLoss(() => {
    if (isBroken) throw new Error('no device');
    contexts.push(new Context());
    return contexts.at(-1) as unknown as AudioContext;
  }, onNone);
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the loss as a sound', () => {
  it('makes nothing to sound with while it is off', () => {
    nabla.setState({ playing: true });
    lossIs(0.5);
    expect(contexts).toEqual([]);
  });

  it('is one soft tone that falls with the loss while it trains, and silence at rest', () => {
    nabla.setState({ sound: true });
    lossIs(1);
    expect(contexts).toEqual([]);
    nabla.setState({ playing: true });
    expect(pitch()).toBeCloseTo(880, 6);
    expect(volume()).toBeGreaterThan(0);
    expect(volume()).toBeLessThan(0.1);
    lossIs(0.1);
    expect(pitch()).toBeCloseTo(440, 6);
    nabla.setState({ playing: false });
    expect(volume()).toBe(0);
    lossIs(0.05);
    expect(volume()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(contexts[0]!.state).toBe('suspended');
    nabla.setState({ playing: true });
    expect(volume()).toBeGreaterThan(0);
    expect(contexts).toHaveLength(1);
    expect(contexts[0]!.oscillators).toHaveLength(1);
    nabla.setState({ sound: false });
    expect(volume()).toBe(0);
  });

  it('stops where the page is hidden or the loss is no number, and goes on after it', () => {
    nabla.setState({ sound: true, playing: true });
    lossIs(0.5);
    expect(volume()).toBeGreaterThan(0);
    show('hidden');
    expect(volume()).toBe(0);
    show('visible');
    expect(volume()).toBeGreaterThan(0);
    lossIs(Number.NaN);
    expect(volume()).toBe(0);
  });

  it('is another, short one where the run diverges', () => {
    nabla.setState({ sound: true, playing: true });
    lossIs(5);
    nabla.setState({ playing: false, divergence: { step: 7 } as never });
    const [tone, other] = contexts[0]!.oscillators;
    expect(volume()).toBe(0);
    expect(other!.type).not.toBe(tone!.type);
    expect(other!.frequency.values).toHaveLength(2);
    expect(other!.stoppedAt! - 1).toBeLessThan(0.6);
    // Told once.
    nabla.setState({ log: [] });
    expect(contexts[0]!.oscillators).toHaveLength(2);
  });

  it('is off again, and that is said, where there is nothing to sound with', () => {
    isBroken = true;
    nabla.setState({ sound: true, playing: true });
    lossIs(0.5);
    expect(nabla.getState().sound).toBe(false);
    expect(onNone).toHaveBeenCalledTimes(1);
  });

  it('lets go of everything at the end', () => {
    nabla.setState({ sound: true, playing: true });
    lossIs(0.5);
    stop();
    expect(contexts[0]!.state).toBe('closed');
  });
});
