/**
 * Takes the slices of the landscape and keeps them up to date: at once when something else is to be seen, when the run has come to
 * stand off the plane, and every two seconds while it walks. From coarse to fine, in the side workers; λmax comes with them.
 */
import { trainCountOf } from '../datasets/runData.ts';
import type { Experiment } from '../config/experiment.ts';
import { cellCentres, valueAt, type LossGrid } from '../viz/lossSlice.ts';
import type { TrainingFrame } from '../worker/protocol.ts';
import { tidyCount } from '../worker/sample.ts';
import { getFrame, subscribeFrame } from './frameStore.ts';
import type { LossSlice } from './landscape.ts';
import { gradientOver, steepestPair } from './landscapeGradient.ts';
import { walkedPath } from './landscapePath.ts';
import { coordinatesOf, distanceFrom, keptCoordinates, movedTo, pathPlane, randomPlane, weightsPlane, type SlicePlane } from './landscapePlane.ts';
import { fittingWindow, windowOf, type ChosenWindow } from './landscapeWindow.ts';
import { nabla } from './nabla.ts';
import { networkOf } from './network.ts';
import { holdsAt, momentOf, type TriedMoment } from './rateLane.ts';
import { claimSidePool, hasSidePool, sidePool, sideWorkers } from './sidePool.ts';

const SIDES: readonly number[] = [9, 17, 33, 65];
/** Products of grid points, examples and parameters that a slice may cost: some ten seconds, and beside training a fraction of one. */
const WORK_STANDING = 2e10;
const WORK_WALKING = 8e8;
/** What a first look at a sample of the examples may cost: about a second. A coarsest slice that costs twice that is preceded by one. */
const WORK_LOOK = 8e8;
/** Products of examples and parameters up to which λmax is worked out, standing and walking. */
const SHARPNESS_STANDING = 2e7;
const SHARPNESS_WALKING = 1e6;
const WALKING_MS = 2000;
const STANDING_MS = 150;
const LOOK_MS = 80;
/** Positions of the path from which on it has directions. */
export const LEAST_PATH = 3;

type Taken = { readonly key: string; readonly chosen: ChosenWindow; readonly plane: SlicePlane; readonly at: number; readonly step: number; readonly subject: string; readonly seed: number; readonly isFitted: boolean; /** Only a first look, because the run was walking. */ readonly isRough: boolean };

/** One of the slices on the way from coarse to fine; `sample` as in LossSlice. */
type Stage = { readonly side: number; readonly sample: number | null };

let aspect = 1.5;
let considerNow: (() => void) | null = null;
let stopNow: (() => void) | null = null;

/** The slice stays as fine as it is. */
export function stopSlice(): void {
  stopNow?.();
  nabla.setState(({ lossSlice }) => ({ lossSlice: lossSlice === null ? null : { ...lossSlice, progress: 1 } }));
}

/** Width of the picture against its height. */
export function setLandscapeAspect(next: number): void {
  const rounded = Math.round(Math.min(8, Math.max(0.2, next)) * 50) / 50;
  if (rounded === aspect || !Number.isFinite(rounded)) return;
  aspect = rounded;
  considerNow?.();
}

/** The window that is shown, chosen or not. */
export function shownWindow(): ChosenWindow | null {
  const { landscape, lossSlice } = nabla.getState();
  if (landscape.window !== null) return landscape.window;
  return lossSlice === null ? null : { a: lossSlice.window.a, b: lossSlice.window.b, half: lossSlice.window.halfB };
}

/** Whatever of an experiment changes the loss as a function of θ. */
const subjectOf = ({ data, features, hidden, outputActivation, loss }: Experiment): string => JSON.stringify([data, features, hidden, outputActivation, loss]);

/** Begins taking slices; returns what ends it. */
export function startLandscape(): () => void {
  let taken: Taken | null = null;
  let cancels: (() => void)[] = [];
  let release: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dueAt = 0;
  let sharpnessOf: TriedMoment | null = null;
  let stopSharpness: (() => void) | null = null;
  let sharpnessAt = -Infinity;
  let autoPair: { readonly key: string; readonly pair: readonly [number, number] } | null = null;

  /** The earliest time that was asked for counts: a run that stops walking is not waited for. */
  function later(ms: number): void {
    const at = performance.now() + ms;
    if (timer !== null) {
      if (at >= dueAt) return;
      clearTimeout(timer);
    }
    dueAt = at;
    timer = setTimeout(() => {
      timer = null;
      consider();
    }, ms);
  }

  function stop(): void {
    for (const cancel of cancels) cancel();
    cancels = [];
    release?.();
    release = null;
  }

  function clear(): void {
    stop();
    taken = null;
    if (nabla.getState().lossSlice !== null) nabla.setState({ lossSlice: null });
  }

  function consider(): void {
    const { run, experiment, status, data, landscape, isBallHeld } = nabla.getState();
    const frame = getFrame();
    if (!hasSidePool() || document.visibilityState !== 'visible') return;
    if (status === 'diverged' || (data !== null && trainCountOf(data) === 0)) {
      clear();
      return;
    }
    if (frame === null || data === null || frame.run !== run || frame.parameters.length !== networkOf(experiment).parameterCount) return;
    const subject = `${run} ${subjectOf(experiment)}`;
    const key = `${subject} ${JSON.stringify([landscape.directions, landscape.pair, landscape.seed, landscape.window, aspect])}`;
    if (taken?.key === key) {
      if (isBallHeld || !(isStale(taken, frame) || (taken.isRough && frame.status !== 'training'))) {
        considerSharpness(frame);
        return;
      }
      const wait = taken.at + (frame.status === 'training' ? WALKING_MS : STANDING_MS) - performance.now();
      if (wait > 0) {
        later(wait);
        return;
      }
    }
    take(key, subject, frame);
  }

  /** The network is no longer where the slice was taken, or no longer in the window. */
  function isStale({ plane, chosen, step }: Taken, frame: TrainingFrame): boolean {
    const { landscape } = nabla.getState();
    const length = Math.sqrt(frame.parameters.reduce((sum, value) => sum + value * value, 0));
    if (distanceFrom(plane, frame.parameters) > 1e-9 * (1 + length)) return true;
    if (landscape.directions === 'path' && frame.step !== step) return true;
    return landscape.window === null && fitted(plane, frame, chosen) !== chosen;
  }

  function fitted(plane: SlicePlane, frame: TrainingFrame, before: ChosenWindow | null): ChosenWindow {
    const path = walkedPath.upTo(frame.run, frame.step).map(({ theta }) => keptCoordinates(plane, theta));
    return fittingWindow(nabla.getState().landscape.directions, path, coordinatesOf(plane, frame.parameters), aspect, before);
  }

  function planeFor(frame: TrainingFrame, subject: string): SlicePlane {
    const { landscape, experiment } = nabla.getState();
    const network = networkOf(experiment);
    const theta = frame.parameters;
    const isSame = taken?.subject === subject;
    if (landscape.directions === 'random') {
      const before = isSame && taken !== null && taken.plane.pair === null && taken.plane.shares === null && taken.seed === landscape.seed ? taken.plane : null;
      return before === null ? randomPlane(network, theta, landscape.seed) : movedTo(before, theta);
    }
    if (landscape.directions === 'path') {
      const walked = walkedPath.upTo(frame.run, frame.step).map((position) => position.theta);
      const plane = walked.length >= LEAST_PATH ? pathPlane(walked, theta, isSame ? taken?.plane : null) : null;
      if (plane !== null) return plane;
    }
    const { pair } = landscape;
    if (pair !== null && Math.max(...pair) < theta.length) return weightsPlane(network, theta, pair);
    if (autoPair?.key !== subject) {
      const gradient = frame.gradient.some((value) => value !== 0 && Number.isFinite(value)) ? frame.gradient : gradientOver(experiment, theta);
      autoPair = { key: subject, pair: steepestPair(network, gradient) };
    }
    return weightsPlane(network, theta, autoPair.pair);
  }

  function take(key: string, subject: string, frame: TrainingFrame): void {
    stop();
    const { landscape, experiment, data } = nabla.getState();
    const plane = planeFor(frame, subject);
    const before = taken !== null && taken.isFitted === (landscape.window === null) && taken.subject === subject && isSameKind(taken.plane, plane) && taken.seed === landscape.seed ? taken.chosen : null;
    const chosen = landscape.window ?? fitted(plane, frame, before);
    const isInPlace = taken?.key === key && before !== null && before.a === chosen.a && before.b === chosen.b && before.half === chosen.half;
    const stages = stagesOf(frame.parameters.length, data === null ? 1 : trainCountOf(data), frame.status === 'training');
    const isRough = stages.at(-1)!.sample !== null;
    taken = { key, chosen, plane, at: performance.now(), step: frame.step, subject, seed: landscape.seed, isFitted: landscape.window === null, isRough };
    release = claimSidePool();
    // A picture that is taken again where it stands gives way only to one that is as fine.
    refine(experiment, frame.step, frame.run, plane, chosen, isInPlace ? stages.slice(-1) : stages, isInPlace ? nabla.getState().lossSlice : null);
  }

  function refine(experiment: Experiment, step: number, run: number, plane: SlicePlane, chosen: ChosenWindow, stages: readonly Stage[], coarse: LossSlice | null, behind = 0): void {
    const [stage, ...finer] = stages;
    if (stage === undefined) {
      stop();
      later(0);
      return;
    }
    const { side, sample } = stage;
    const window = windowOf(chosen, aspect);
    const alphas = cellCentres(window.a, window.halfA, side);
    const betas = cellCentres(window.b, window.halfB, side);
    // A first look is not mixed with what was exact.
    const under = sample === null ? coarse : null;
    const losses = under === null ? new Float64Array(side * side).fill(Number.NaN) : upsampled(under, side);
    const isGrowing = sample === null ? coarse !== null || behind === 0 : coarse === null;
    const bands = side < 33 ? 1 : sideWorkers();
    const done = Array.from({ length: bands }, () => 0);
    const { directions } = nabla.getState().landscape;
    const sliceOf = (): LossSlice => {
      const share = done.reduce((sum, each) => sum + each, 0) / bands;
      const all = behind + costOf(stage) + finer.reduce((sum, each) => sum + costOf(each), 0);
      const progress = (behind + share * costOf(stage)) / all;
      // Until the last of the sample's losses is replaced it is no more than that.
      const rough = share < 1 ? sample ?? under?.sample ?? null : sample;
      return { window, side, losses: losses.slice(), plane, directions: plane.pair !== null ? 'weights' : directions, run, step, progress, sample: rough };
    };
    const publish = (): void => { nabla.setState({ lossSlice: sliceOf() }); };
    const merge = (band: number, from: number, known: Float64Array, progress: number): void => {
      known.forEach((loss, i) => {
        if (!Number.isNaN(loss)) losses[from + i] = loss;
      });
      done[band] = progress;
    };
    for (let band = 0; band < bands; band += 1) {
      const [from, to] = [Math.round((band * side) / bands), Math.round(((band + 1) * side) / bands)];
      cancels.push(sidePool().run({ kind: 'surface', experiment, centre: plane.base, u: plane.u, v: plane.v, alphas, betas: betas.slice(from, to), ...(sample === null ? {} : { examples: sample }) }, {
        onProgress: (progress, result) => {
          merge(band, from * side, result.losses, progress);
          if (isGrowing) publish();
        },
        onFinished: (result) => {
          merge(band, from * side, result.losses, 1);
          if (done.some((each) => each < 1)) return;
          cancels = [];
          publish();
          refine(experiment, step, run, plane, chosen, finer, sliceOf(), behind + costOf(stage));
        },
        onFailed: stop,
      }));
    }
  }

  /** Products of grid points and examples, which is what the time goes with. */
  function costOf({ side, sample }: Stage): number {
    const { data } = nabla.getState();
    return side * side * (sample ?? (data === null ? 1 : trainCountOf(data)));
  }

  /** λmax at the network, when nothing is finer than it: not while the ball is held, and seldom while it rolls. */
  function considerSharpness(frame: TrainingFrame): void {
    const { run, experiment, log, data, sharpness } = nabla.getState();
    const isWalking = frame.status === 'training';
    const now = momentOf(run, frame.step, frame.epoch, experiment, log);
    if (sharpness !== null && holdsAt(sharpness.from, now, false)) return;
    if (sharpnessOf !== null && (isWalking || holdsAt(sharpnessOf, now, false))) return;
    if (isWalking && performance.now() < sharpnessAt + WALKING_MS) return;
    const work = frame.parameters.length * (data === null ? 1 : trainCountOf(data));
    if (work > (isWalking ? SHARPNESS_WALKING : SHARPNESS_STANDING)) {
      if (!isWalking && sharpness !== null) nabla.setState({ sharpness: null });
      return;
    }
    stopSharpness?.();
    sharpnessOf = now;
    sharpnessAt = performance.now();
    stopSharpness = sidePool().run({ kind: 'sharpness', experiment, parameters: frame.parameters.slice() }, {
      onFinished: ({ largest }) => {
        sharpnessOf = null;
        if (nabla.getState().run === run) nabla.setState({ sharpness: Number.isFinite(largest) ? { from: now, largest } : null });
      },
      onFailed: () => { sharpnessOf = null; },
    });
  }

  considerNow = consider;
  stopNow = stop;
  const stops = [
    subscribeFrame(() => { later(LOOK_MS); }),
    nabla.subscribe((state, before) => {
      if (state.landscape !== before.landscape || state.run !== before.run || state.experiment !== before.experiment || state.data !== before.data
        || state.status !== before.status || state.isBallHeld !== before.isBallHeld) later(0);
    }),
  ];
  consider();
  return () => {
    considerNow = null;
    stopNow = null;
    for (const each of stops) each();
    if (timer !== null) clearTimeout(timer);
    stopSharpness?.();
    stop();
  };
}

const isSameKind = (a: SlicePlane, b: SlicePlane): boolean =>
  (a.pair === null ? b.pair === null && (a.shares === null) === (b.shares === null) : b.pair !== null && a.pair[0] === b.pair[0] && a.pair[1] === b.pair[1]);

/** From coarse to fine, as far as the time allows; first of all a sample where even the coarsest takes long, and beside training nothing more. */
export function stagesOf(parameters: number, examples: number, isWalking: boolean): readonly Stage[] {
  const work = parameters * examples;
  const most = isWalking ? WORK_WALKING : WORK_STANDING;
  const [coarsest = 9] = SIDES;
  const stages = SIDES.filter((side) => side === coarsest || side * side * work <= most).map((side): Stage => ({ side, sample: null }));
  const points = coarsest * coarsest;
  if (points * work <= 2 * WORK_LOOK) return stages;
  const look: Stage = { side: coarsest, sample: tidyCount(Math.max(20, Math.floor(WORK_LOOK / (points * parameters)))) };
  return isWalking ? [look] : [look, ...stages];
}

/** A grid's values at the finer grid's places, until they are known. */
function upsampled({ side, losses }: LossGrid, finer: number): Float64Array {
  const out = new Float64Array(finer * finer);
  for (let row = 0; row < finer; row += 1) {
    for (let column = 0; column < finer; column += 1) {
      out[row * finer + column] = valueAt(losses, side, ((column + 0.5) * side) / finer - 0.5, ((row + 0.5) * side) / finer - 0.5);
    }
  }
  return out;
}
