/**
 * Pulls frames from the worker: the next one is asked for when the last has been drawn, and only while someone can see
 * it and there may be something new. So a slow page never queues frames, and a paused one costs nothing.
 */
import type { FrameRequest, TrainingFrame } from '../worker/protocol.ts';

export type PullLoop<Frame = TrainingFrame> = {
  /** A frame has arrived; it is drawn in the next animation frame. */
  receive(frame: Frame): void;
  /** Something may have changed: at least one more frame is wanted. */
  refresh(): void;
  /** Another run or another worker: forget what was asked for and what has arrived. */
  reset(): void;
  stop(): void;
};

export type PullLoopOptions<Frame = TrainingFrame> = {
  /** What is wanted now. */
  readonly want: () => FrameRequest;
  /** Sends the request; `spent` are buffers of drawn frames, given back to the worker for reuse. */
  readonly pull: (want: FrameRequest, spent: ArrayBuffer[]) => void;
  readonly draw: (frame: Frame, want: FrameRequest) => void;
  /** Asking again would bring the same. */
  readonly isSettled: (frame: Frame) => boolean;
  readonly buffersOf: (frame: Frame) => ArrayBuffer[];
  readonly isVisible: () => boolean;
  /** requestAnimationFrame, or a stand-in for it in tests. */
  readonly schedule: (callback: () => void) => number;
  readonly cancel: (handle: number) => void;
  readonly now: () => number;
};

/** After a change a standing run is still looked at for so long: its losses and finest pictures come when they are made. */
const SETTLING_MS = 1000;

export function createPullLoop<Frame = TrainingFrame>(options: PullLoopOptions<Frame>): PullLoop<Frame> {
  let handle: number | null = null;
  let asked: FrameRequest | null = null;
  let arrived: { frame: Frame; want: FrameRequest } | null = null;
  let current: Frame | null = null;
  let isStale = true;
  let changedAt = -Infinity;
  let spent: ArrayBuffer[] = [];

  function wake(): void {
    handle ??= options.schedule(tick);
  }

  function tick(): void {
    handle = null;
    if (arrived !== null) {
      const { frame, want } = arrived;
      arrived = null;
      if (current !== null) spent = options.buffersOf(current);
      current = frame;
      options.draw(frame, want);
    }
    if (asked !== null || !options.isVisible()) return;
    if (!isStale && current !== null && options.isSettled(current) && options.now() - changedAt > SETTLING_MS) return;
    isStale = false;
    asked = options.want();
    const given = spent;
    spent = [];
    options.pull(asked, given);
  }

  return {
    receive(frame) {
      if (asked === null) return;
      arrived = { frame, want: asked };
      asked = null;
      wake();
    },
    refresh() {
      isStale = true;
      changedAt = options.now();
      wake();
    },
    reset() {
      asked = null;
      arrived = null;
      current = null;
      spent = [];
      isStale = true;
      changedAt = options.now();
      wake();
    },
    stop() {
      if (handle !== null) options.cancel(handle);
      handle = null;
      asked = null;
      arrived = null;
    },
  };
}

/** Nothing moves in this frame, and its losses are those of its own step: asking again would bring the same. */
export function isSettled(frame: TrainingFrame): boolean {
  return frame.status !== 'training' && frame.evaluatedStep === frame.step;
}

/** Every buffer of a frame that is no longer on the screen. */
export function buffersOf(frame: TrainingFrame): ArrayBuffer[] {
  const arrays: readonly ArrayBufferView[] = [
    frame.parameters, frame.gradient, frame.update, ...frame.optimizerSlots, frame.layerUpdateNorms,
    ...frame.neuronPictures, frame.outputPicture,
    frame.trainOutputs, frame.trainLosses, frame.validationOutputs, frame.validationLosses, frame.trainConfusion, frame.validationConfusion,
    frame.probeZ, frame.probeA, ...Object.values(frame.history),
  ];
  const buffers = new Set<ArrayBuffer>();
  for (const array of arrays) if (array.buffer instanceof ArrayBuffer && array.buffer.byteLength > 0) buffers.add(array.buffer);
  return [...buffers];
}
