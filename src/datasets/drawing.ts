// (x, y) → example: of a plane both are inputs, of a curve y is the value
/** Points drawn by hand: the examples of an experiment as points of a plane, and what adding, moving, erasing and labelling make of them. */
import type { DataSpec, Experiment, GivenExample } from '../config/experiment.ts';
import { limits } from '../config/limits.ts';
import { outputCountOf } from '../config/network.ts';
import { taskOf } from '../config/tasks.ts';
import { trainingFirst } from '../config/trainingFirst.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { shelvedTableOf } from './datasetInfo.ts';
import { buildData, infoOf } from './index.ts';
import type { PlaneExpression } from './planeExpression.ts';
import { givenExamplesOf } from './runData.ts';
import { classAskedFor, encodeTargets } from './targets.ts';

/** A point, and its class number or value; of a curve the value is the height. */
export type DrawnPoint = { readonly x: number; readonly y: number; readonly meaning: number };

/** What the plane covers. */
export type PlaneRanges = { readonly x: readonly [number, number]; readonly y: readonly [number, number] };

export const MOST_DRAWN: number = limits.examples.max;
/** Of a table's numbers, so that a drawn point's thousandths are finer than a pixel. */
const LEAST_SPAN = 0.5;
/** Share of its range by which a curve's plane goes beyond it, above and below. */
const CURVE_MARGIN = 1 / 8;

/** Sets of one or two inputs and one thing to learn. */
export function isDrawable(data: Pick<DataSpec, 'set' | 'table' | 'examples'>): boolean {
  const { inputs, targets = 1 } = taskOf(data);
  return inputs <= 2 && targets === 1 && (data.set !== 'imported' || data.examples !== undefined || hasDrawableNumbers(data));
}

/** Of a table of one's own: whether thousandths are fine enough for it and the limits of a drawn point wide enough. */
function hasDrawableNumbers(data: Pick<DataSpec, 'set' | 'table'>): boolean {
  if (shelvedTableOf(data) === undefined) return false;
  const { task, domain, targetRange } = infoOf(data);
  return [...domain, ...(task === 'regression' ? [targetRange] : [])].every(([low, high]) => high - low >= LEAST_SPAN && low >= limits.input.min && high <= limits.input.max);
}

/** The examples as they can be drawn on: those given, else the set's own with numbers to the thousandth. */
export function drawnExamples(experiment: Experiment): readonly GivenExample[] {
  const { examples } = experiment.data;
  if (examples !== undefined) return examples;
  const isValue = taskOf(experiment.data).task === 'regression';
  return givenExamplesOf(buildData(experiment)).map((example) => ({
    ...example, inputs: example.inputs.map(thousandth), targets: isValue ? example.targets.map(thousandth) : example.targets,
  }));
}

/** What the plane covers: the set's own ranges, wider where an example is outside of them. */
export function planeRanges(experiment: Experiment, examples: readonly GivenExample[]): PlaneRanges {
  const { domain, targetRange } = infoOf(experiment.data);
  const isCurve = domain.length === 1;
  const margin = CURVE_MARGIN * (targetRange[1] - targetRange[0]);
  const usual: PlaneRanges = { x: domain[0]!, y: isCurve ? [targetRange[0] - margin, targetRange[1] + margin] : domain[1]! };
  const points = examples.map((example) => pointOf(experiment, example));
  return { x: widened(usual.x, points.map(({ x }) => x)), y: widened(usual.y, points.map(({ y }) => y)) };
}

function widened([low, high]: readonly [number, number], values: readonly number[]): readonly [number, number] {
  let [least, most] = [low, high];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const margin = 0.05 * (most - least);
  return [least < low ? least - margin : low, most > high ? most + margin : high];
}

/** Where an example is and what it means. */
export function pointOf(experiment: Pick<Experiment, 'data' | 'outputActivation'>, { inputs, targets }: GivenExample): DrawnPoint {
  const [x = 0, y = targets[0] ?? 0] = inputs;
  const isClass = taskOf(experiment.data).task === 'classification';
  return { x, y, meaning: isClass ? classAskedFor(targets, experiment.outputActivation) : targets[0] ?? 0 };
}

/** The example of a point, its numbers to the thousandth. */
export function exampleOf(experiment: Experiment, { x, y, meaning }: DrawnPoint, validation = false): GivenExample {
  const { inputs, task } = taskOf(experiment.data);
  const value = inputs === 1 ? y : meaning;
  const targets = task === 'regression' ? [thousandth(value)]
    : Array.from(encodeTargets(Float64Array.of(meaning), outputCountOf(experiment), task, experiment.outputActivation));
  return { inputs: inputs === 1 ? [thousandth(x)] : [thousandth(x), thousandth(y)], targets, ...(validation ? { validation } : {}) };
}

/** Three decimals, which is finer than a pixel and half as long in a link. */
function thousandth(value: number): number {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
}

/** A place within the plane: the nearest one. */
export function withinPlane({ x: [left, right], y: [low, high] }: PlaneRanges, x: number, y: number): readonly [number, number] {
  return [Math.min(right, Math.max(left, x)), Math.min(high, Math.max(low, y))];
}

/**
 * With further points, each for training or validation as the share and the data seed decide from how many there are; what would be
 * more than MOST_DRAWN is left out. The first is for training.
 */
export function withPoints(experiment: Experiment, examples: readonly GivenExample[], points: readonly DrawnPoint[]): readonly GivenExample[] {
  const { seed, trainShare } = experiment.data;
  const room = Math.max(0, MOST_DRAWN - examples.length);
  const added = points.slice(0, room).map((point, i) => {
    const number = examples.length + i;
    return exampleOf(experiment, point, number > 0 && createRandom(16_384 * seed + number).next() >= trainShare);
  });
  return trainingFirst([...examples, ...added]);
}

/** Divided anew: the share for training, by chance from the seed, at least one for each part where there are two. */
export function divided(examples: readonly GivenExample[], trainShare: number, seed: number): readonly GivenExample[] {
  const count = examples.length;
  const trainCount = Math.max(1, Math.min(count - 1, Math.round(count * trainShare)));
  const order = Uint32Array.from(examples.keys());
  createRandom(seed).shuffle(order);
  const chosen = new Set(order.subarray(0, trainCount));
  return trainingFirst(examples.map((example, i) => (chosen.has(i) === (example.validation !== true) ? example
    : { inputs: example.inputs, targets: example.targets, ...(chosen.has(i) ? {} : { validation: true as const }) })));
}

/** With another point in the place of one. */
export function withMoved(experiment: Experiment, examples: readonly GivenExample[], index: number, point: DrawnPoint): readonly GivenExample[] {
  return examples.map((example, i) => (i === index ? exampleOf(experiment, point, example.validation === true) : example));
}

/** Without those within an ellipse around a place. @param reach half its width and half its height */
export function withoutNear(
  experiment: Experiment, examples: readonly GivenExample[], x: number, y: number, reach: readonly [number, number],
): readonly GivenExample[] {
  const kept = examples.filter((example) => {
    const point = pointOf(experiment, example);
    return ((point.x - x) / reach[0]) ** 2 + ((point.y - y) / reach[1]) ** 2 > 1;
  });
  return kept.length === examples.length ? examples : kept;
}

/** A place within a circle of radius 1, as likely everywhere. */
export function placeInDisc(random: Random): readonly [number, number] {
  const radius = Math.sqrt(random.next());
  const angle = 2 * Math.PI * random.next();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * Examples, and at how many places the expression says nothing because it gives no number there: `kept`, these examples are as they
 * were; `left out`, there are none.
 */
export type Labelled = { readonly examples: readonly GivenExample[]; readonly unsaid: number; readonly unsaidAre: 'kept' | 'left out' };

/**
 * Every example gets its class or value from an expression: `holds` where a condition holds, `fails` elsewhere; a value as it is, kept
 * within the limits. Where it is no finite number the example stays as it is.
 */
export function labelled(
  experiment: Experiment, examples: readonly GivenExample[], expression: PlaneExpression, holds: number, fails: number,
): Labelled {
  let unsaid = 0;
  const isCurve = taskOf(experiment.data).inputs === 1;
  const next = examples.map((example) => {
    const { x, y } = pointOf(experiment, example);
    const meaning = meaningAt(expression, x, y, holds, fails);
    if (meaning === null) unsaid += 1;
    return meaning === null ? example : exampleOf(experiment, { x, y: isCurve ? meaning : y, meaning }, example.validation === true);
  });
  return { examples: next, unsaid, unsaidAre: 'kept' };
}

/** So many points spread evenly by chance over the middle of the plane (five sixths of it), labelled by an expression, and divided. */
export function filled(experiment: Experiment, expression: PlaneExpression, count: number, holds: number, fails: number): Labelled {
  const { seed, trainShare } = experiment.data;
  const random = createRandom(seed);
  const ranges = planeRanges(experiment, []);
  const isCurve = taskOf(experiment.data).inputs === 1;
  const along = ([low, high]: readonly [number, number]): number => (low + high) / 2 + (random.next() - 0.5) * (high - low) * (5 / 6);
  const points: DrawnPoint[] = [];
  for (let i = 0; i < Math.min(count, MOST_DRAWN); i += 1) {
    const [x, y] = [thousandth(along(ranges.x)), thousandth(along(ranges.y))];
    const meaning = meaningAt(expression, x, y, holds, fails);
    if (meaning !== null) points.push({ x, y: isCurve ? meaning : y, meaning });
  }
  const examples = points.map((point) => exampleOf(experiment, point));
  return { examples: divided(examples, trainShare, seed), unsaid: Math.min(count, MOST_DRAWN) - points.length, unsaidAre: 'left out' };
}

function meaningAt({ kind, at }: PlaneExpression, x: number, y: number, holds: number, fails: number): number | null {
  const value = at(x, y);
  if (kind === 'condition') return Number.isNaN(value) ? null : value === 1 ? holds : fails;
  return Number.isFinite(value) ? Math.min(limits.target.max, Math.max(limits.target.min, value)) : null;
}
