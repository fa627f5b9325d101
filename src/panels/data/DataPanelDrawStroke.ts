/** What the tools of the sheet "Draw data" do, from the first touch to the last: a stroke changes nothing before it has ended. */
import type { Experiment, GivenExample } from '../../config/experiment.ts';
import { taskOf } from '../../config/tasks.ts';
import { MOST_DRAWN, placeInDisc, pointOf, withinPlane, withMoved, withoutNear, withPoints, type DrawnPoint, type PlaneRanges } from '../../datasets/drawing.ts';
import { createRandom, type Random } from '../../engine/random.ts';
import { formatCount } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

export type DrawTool = 'point' | 'brush' | 'erase';

/** How one draws; lengths are shares of the plane's side. */
export type DrawSettings = {
  readonly tool: DrawTool;
  /** Class number, or value. */
  readonly meaning: number;
  /** Radius of the brush and the eraser. */
  readonly radius: number;
  /** From one point of the brush to the next, along its way. */
  readonly spacing: number;
};

/** Where one draws. */
export type DrawPlace = { readonly experiment: Experiment; readonly examples: readonly GivenExample[]; readonly ranges: PlaneRanges };

export type Stroke =
  /** A point on its way, new (index null) or moved. */
  | { readonly kind: 'point'; readonly index: number | null; readonly point: DrawnPoint; readonly isOutside: boolean }
  | { readonly kind: 'brush'; readonly points: readonly DrawnPoint[]; readonly meaning: number; readonly random: Random; readonly at: readonly [number, number]; readonly rest: number }
  | { readonly kind: 'erase'; readonly left: readonly GivenExample[]; readonly at: readonly [number, number] };

const span = ([low, high]: readonly [number, number]): number => high - low;

/** The example nearest to a place, if one is within `reach` shares of the plane's side. */
export function nearestIndex({ experiment, examples, ranges }: DrawPlace, x: number, y: number, reach: number): number | null {
  let best: number | null = null;
  let bestDistance = reach * reach;
  examples.forEach((example, index) => {
    const point = pointOf(experiment, example);
    const distance = ((point.x - x) / span(ranges.x)) ** 2 + ((point.y - y) / span(ranges.y)) ** 2;
    if (distance <= bestDistance) [best, bestDistance] = [index, distance];
  });
  return best;
}

/** The stroke of a tool that is put down at a place. @param reach within which an example is taken hold of */
export function beginStroke(place: DrawPlace, { tool, meaning, radius }: DrawSettings, x: number, y: number, reach: number): Stroke {
  const { experiment, examples, ranges } = place;
  if (tool === 'erase') return { kind: 'erase', left: erased(place, examples, x, y, radius), at: [x, y] };
  if (tool === 'brush') {
    const random = createRandom(experiment.data.seed + examples.length);
    return { kind: 'brush', points: [sprayed(ranges, [x, y], radius, meaning, random, isCurve(experiment))], meaning, random, at: [x, y], rest: 0 };
  }
  const index = nearestIndex(place, x, y, reach);
  const held = index === null ? undefined : examples[index];
  if (held !== undefined) return { kind: 'point', index, point: pointOf(experiment, held), isOutside: false };
  return { kind: 'point', index: null, point: { x, y, meaning }, isOutside: false };
}

/** The stroke after the tool has come to a place, which may be outside of the plane. */
export function continueStroke(place: DrawPlace, settings: DrawSettings, stroke: Stroke, x: number, y: number): Stroke {
  const { experiment, ranges } = place;
  if (stroke.kind === 'erase') return { kind: 'erase', left: erasedAlong(place, stroke, x, y, settings.radius), at: [x, y] };
  if (stroke.kind === 'point') {
    const [inX, inY] = withinPlane(ranges, x, y);
    return { ...stroke, point: { ...stroke.point, x: inX, y: inY }, isOutside: inX !== x || inY !== y };
  }
  const { random, meaning } = stroke;
  const [fromX, fromY] = stroke.at;
  const length = Math.hypot((x - fromX) / span(ranges.x), (y - fromY) / span(ranges.y));
  const points = [...stroke.points];
  let done = settings.spacing - stroke.rest;
  for (; done <= length; done += settings.spacing) {
    const share = done / length;
    points.push(sprayed(ranges, [fromX + share * (x - fromX), fromY + share * (y - fromY)], settings.radius, meaning, random, isCurve(experiment)));
  }
  return { ...stroke, points, at: [x, y], rest: length - (done - settings.spacing) };
}

/** What the stroke makes of the examples. */
export function endStroke({ experiment, examples }: DrawPlace, stroke: Stroke): readonly GivenExample[] {
  if (stroke.kind === 'erase') return stroke.left;
  if (stroke.kind === 'brush') return withPoints(experiment, examples, stroke.points);
  return stroke.index === null ? withPoints(experiment, examples, [stroke.point]) : withMoved(experiment, examples, stroke.index, stroke.point);
}

/** What a stroke has done, as a sentence; empty where it has done nothing. */
export function strokeSentence(before: number, stroke: Stroke, after: number, place: string): string {
  const points = (count: number): string => (count === 1 ? say('{count} point', { count }) : say('{count} points', { count: formatCount(count) }));
  if (stroke.kind === 'erase') return after === before ? say('No point was there.') : say('{erased} erased; {left} left.', { erased: points(before - after), left: points(after) });
  const asked = stroke.kind === 'brush' ? stroke.points.length : stroke.index === null ? 1 : 0;
  if (asked > after - before) return say('{points} are the most: {after} added.', { points: points(MOST_DRAWN), after: after === before ? say('none was') : say('only {after} of {asked} were', { after: formatCount(after - before), asked: formatCount(asked) }) });
  if (stroke.kind === 'brush') return say('{points} added; {after} in all.', { points: points(asked), after: formatCount(after) });
  const outside = stroke.isOutside ? ` ${say('That was outside of the plane; the point is at its edge.')}` : '';
  return say('Point {made}: {place}.{outside}', { made: stroke.index === null ? say('added@@point') : say('moved@@point'), place, outside });
}

const isCurve = (experiment: Experiment): boolean => taskOf(experiment.data).inputs === 1;

/** A point somewhere within the brush, and within the plane. */
function sprayed(ranges: PlaneRanges, [x, y]: readonly [number, number], radius: number, meaning: number, random: Random, isHeight: boolean): DrawnPoint {
  const [dx, dy] = placeInDisc(random);
  const [inX, inY] = withinPlane(ranges, x + dx * radius * span(ranges.x), y + dy * radius * span(ranges.y));
  return { x: inX, y: inY, meaning: isHeight ? inY : meaning };
}

function erased({ experiment, ranges }: DrawPlace, examples: readonly GivenExample[], x: number, y: number, radius: number): readonly GivenExample[] {
  return withoutNear(experiment, examples, x, y, [radius * span(ranges.x), radius * span(ranges.y)]);
}

/** A quick hand skips no point on its way. */
function erasedAlong(place: DrawPlace, stroke: Stroke & { readonly kind: 'erase' }, x: number, y: number, radius: number): readonly GivenExample[] {
  const [fromX, fromY] = stroke.at;
  const length = Math.hypot((x - fromX) / span(place.ranges.x), (y - fromY) / span(place.ranges.y));
  const steps = Math.min(100, Math.max(1, Math.ceil(length / radius)));
  let { left } = stroke;
  for (let i = 1; i <= steps; i += 1) left = erased(place, left, fromX + (i / steps) * (x - fromX), fromY + (i / steps) * (y - fromY), radius);
  return left;
}
