/** What the pictures of the loss show at one moment: the answers as points, and axes that hold them without flickering. */
import type { Experiment } from '../../config/experiment.ts';
import type { RunData } from '../../datasets/runData.ts';
import { outputsOf } from '../../datasets/runData.ts';
import type { LossSpec } from '../../engine/losses.ts';
import { getFrame } from '../../store/frameStore.ts';
import { nabla, type Selection } from '../../store/nabla.ts';
import { extentOf, lossAt, lossAxis, middleOf, placeOf, type LossAxis, type LossPoints } from '../../viz/lossFunction.ts';
import { steadyReach } from '../../viz/ticks.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { lossPoints, pointOf, worstOf } from './LossFunctionPoints.ts';
import type { LossSituation } from './LossFunctionReasons.ts';

export type LossScene = {
  readonly points: LossPoints;
  /** Of a softmax: the answers as the losses take them that are not of the kind of the present one; else the same as `points`. */
  readonly otherPoints: LossPoints;
  readonly spec: LossSpec;
  readonly situation: LossSituation;
  readonly data: RunData;
  readonly axis: LossAxis;
  /** Values of f at the foot and at the head of the large picture. */
  readonly low: number;
  readonly high: number;
  /** How far an axis without bounds goes from its middle. */
  readonly reach: number;
};

/** Where the costliest answer has no finite loss, the picture goes at least so far up. */
const LEAST_HIGH = 3;

export function situationOf(experiment: Experiment, data: RunData): LossSituation {
  return { task: data.task, output: experiment.outputActivation, outputs: outputsOf(data) };
}

/** The scene of the present frame, built once for it whoever asks; null before there is one. */
export function createSceneSource(): () => LossScene | null {
  let last: TrainingFrame | null = null;
  let lastData: RunData | null = null;
  let lastExperiment: Experiment | null = null;
  let scene: LossScene | null = null;
  return () => {
    const frame = getFrame();
    const { data, experiment } = nabla.getState();
    if (frame === null || data === null) return null;
    if (frame === last && data === lastData && experiment === lastExperiment) return scene;
    const isSameLoss = lastExperiment !== null && lastExperiment.loss.name === experiment.loss.name && lastData === data;
    scene = sceneOf(frame, data, experiment, isSameLoss ? scene : null);
    [last, lastData, lastExperiment] = [frame, data, experiment];
    return scene;
  };
}

/** @param before the scene of the frame before, if it was of the same loss: its axes stay as long as they fit */
export function sceneOf(frame: TrainingFrame, data: RunData, experiment: Experiment, before: LossScene | null): LossScene {
  const spec = experiment.loss;
  const situation = situationOf(experiment, data);
  const points = lossPoints(frame, data, spec);
  const { task, output, outputs } = situation;
  const isSoftmax = spec.name === 'softmax_cross_entropy';
  const otherPoints = output === 'softmax' && outputs > 1 ? lossPoints(frame, data, { ...spec, name: isSoftmax ? 'squared' : 'softmax_cross_entropy' }) : points;
  const extent = extentOf(points, task === 'regression' ? 'error' : 'prediction', middleOf(task, output));
  const reach = steadyReach(task === 'regression' ? extent.place : Math.max(extent.place, leastReach(output)), before?.reach ?? 0);
  const axis = lossAxis(spec.name, task, output, reach);
  // From right to wrong at least: the answer −1 where +1 is asked for; with values the end of the axis.
  const wrong = task === 'regression' ? lossAt(spec, reach, 0) : lossAt(spec, axis.targets[0]!, axis.targets.at(-1)!);
  const worst = axis.targets.length > 1 || task === 'regression' ? Math.abs(wrong) : Infinity;
  const wanted = Math.max(extent.value, Number.isFinite(worst) ? worst : LEAST_HIGH);
  const high = task === 'regression' ? wanted : steadyReach(wanted, before?.high ?? 0);
  return { points, otherPoints, spec, situation, data, axis, low: spec.name === 'signed_difference' ? -high : 0, high, reach };
}

/** Both codes and some room beside them. */
function leastReach(output: LossSituation['output']): number {
  return output === 'sigmoid' || output === 'softmax' ? 1 : 2;
}

type Example = Extract<Selection, { kind: 'example' }>;

/** The point of the example pointed at, else of the selected one, else of `fallback`; −1 for none. */
export function shownPoint({ points }: LossScene, hovered: Selection | null, selection: Selection | null, fallback: number): number {
  for (const each of [hovered, selection]) {
    const found = each?.kind === 'example' ? pointOf(points, each.split, each.index) : -1;
    if (found >= 0) return found;
  }
  return fallback < 0 ? -1 : pointOf(points, 'train', fallback);
}

/** The training example that costs most at this moment, −1 before there is any. */
export function worstExample(scene: LossScene | null): number {
  return scene === null ? -1 : worstOf(scene.points);
}

export function exampleAt(points: LossPoints, point: number): Example | null {
  if (point < 0 || point >= points.count) return null;
  return { kind: 'example', split: point < points.trainCount ? 'train' : 'validation', index: points.example[point]! };
}

/** One point of each example: of several outputs the costliest. */
export function shownPoints({ points }: LossScene): readonly number[] {
  const shown: number[] = [];
  for (let i = 0; i < points.count; i += 1) {
    // The outputs of an example follow one another.
    const isNext = i === 0 || i === points.trainCount || points.example[i] !== points.example[i - 1];
    const last = shown.length - 1;
    if (isNext) shown.push(i);
    else if (points.value[i]! > points.value[shown[last]!]!) shown[last] = i;
  }
  return shown;
}

const placeIn = ({ points, axis }: LossScene, point: number): number => placeOf(axis, points.prediction[point]!, points.target[point]!);

/** The same from left to right. */
export function fromLeft(scene: LossScene): readonly number[] {
  return shownPoints(scene).toSorted((a, b) => placeIn(scene, a) - placeIn(scene, b) || a - b);
}

/** How many of them stand before a point. */
export function rankOf(scene: LossScene, point: number): number {
  if (point < 0) return 0;
  const place = placeIn(scene, point);
  return shownPoints(scene).filter((each) => placeIn(scene, each) < place || (placeIn(scene, each) === place && each < point)).length;
}
