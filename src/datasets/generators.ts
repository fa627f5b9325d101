/**
 * Generated sets. A generator gives the place of an example without noise; noise is added outside, from deviates drawn for
 * every example whatever the noise is, so that turning the noise moves the same points.
 */
import type { DatasetName, DrawnName, MeasuredName } from '../config/experiment.ts';
import type { Random } from '../engine/random.ts';
import type { TableName } from './tables.ts';

/** Sets that are drawn; the others are real or written down. */
export type GeneratedName = Exclude<DatasetName, 'iris' | 'imported' | DrawnName | MeasuredName | TableName>;
/** One example: raw inputs, and a class number from 0 or a value. */
export type Example = { readonly input: readonly number[]; readonly target: number };
/** @param index number of the example, from 0 @param count how many there will be */
export type Generator = (random: Random, index: number, count: number) => Example;

const TURN = 2 * Math.PI;
const polar = (radius: number, angle: number): readonly [number, number] => [radius * Math.cos(angle), radius * Math.sin(angle)];
const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next();

/** A radius between two, with the points spread evenly over the area. */
const ringRadius = (random: Random, inner: number, outer: number): number => Math.sqrt(between(random, inner ** 2, outer ** 2));

function blobs(classes: number, spread: number): Generator {
  return (random, index) => {
    const target = index % classes;
    const [x, y] = polar(0.62, TURN * (target / classes) + Math.PI / 2);
    return { input: [x + spread * random.normal(), y + spread * random.normal()], target };
  };
}

function rings(radii: readonly (readonly [number, number])[]): Generator {
  return (random, index) => {
    const ring = index % radii.length;
    const [inner, outer] = radii[ring]!;
    return { input: polar(ringRadius(random, inner, outer), TURN * random.next()), target: (ring + 1) % 2 };
  };
}

/** A function over the square [−1, 1]². */
function surface(value: (x: number, y: number) => number): Generator {
  return (random) => {
    const [x, y] = [between(random, -1, 1), between(random, -1, 1)];
    return { input: [x, y], target: value(x, y) };
  };
}

/** A function over [−1, 1], at places spread evenly with a little chance. */
function curve(value: (x: number) => number): Generator {
  return (random, index, count) => {
    const x = -1 + (2 * (index + random.next())) / count;
    return { input: [x], target: value(x) };
  };
}

/** Height of a bell with standard deviation `spread` around (cx, cy). */
const bell = (x: number, y: number, cx: number, cy: number, spread: number): number =>
  Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * spread ** 2));

export const generators: Readonly<Record<GeneratedName, Generator>> = {
  circle: rings([[0, 0.45], [0.68, 1]]),
  xor: (random) => {
    // A gap along the axes keeps the classes apart.
    const [x, y] = [between(random, 0.08, 1), between(random, 0.08, 1)];
    const [right, top] = [random.next() < 0.5, random.next() < 0.5];
    return { input: [right ? x : -x, top ? y : -y], target: right === top ? 0 : 1 };
  },
  gauss: (random, index) => {
    const centre = index % 2 === 0 ? -0.45 : 0.45;
    return { input: [centre + 0.15 * random.normal(), centre + 0.15 * random.normal()], target: index % 2 };
  },
  spiral: (random, index) => {
    const t = Math.sqrt(between(random, 0.02, 1));
    return { input: polar(0.95 * t, TURN * t + Math.PI * (index % 2)), target: index % 2 };
  },
  moons: (random, index) => {
    const angle = Math.PI * random.next();
    const [x, y] = polar(0.62, index % 2 === 0 ? angle : angle + Math.PI);
    return { input: index % 2 === 0 ? [x - 0.31, y - 0.15] : [x + 0.31, y + 0.15], target: index % 2 };
  },
  checkerboard: (random) => {
    const [x, y] = [between(random, -1, 1), between(random, -1, 1)];
    const cell = (place: number): number => Math.floor((place + 1) * 2);
    return { input: [x, y], target: (cell(x) + cell(y)) % 2 };
  },
  rings: rings([[0, 0.25], [0.42, 0.6], [0.8, 1]]),
  blobs3: blobs(3, 0.14),
  blobs4: blobs(4, 0.14),
  pinwheel: (random, index) => {
    const arm = index % 5;
    const radius = between(random, 0.15, 1);
    const [along, across] = [radius, 0.05 * random.normal()];
    const angle = TURN * (arm / 5) + 1.6 * radius;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return { input: [along * cos - across * sin, along * sin + across * cos], target: arm };
  },
  regressionPlane: surface((x, y) => (x + y) / 2),
  regressionGauss: surface((x, y) =>
    bell(x, y, -0.45, 0.4, 0.28) + bell(x, y, 0.5, -0.45, 0.28) - bell(x, y, 0.45, 0.5, 0.28) - bell(x, y, -0.5, -0.5, 0.28)),
  line: curve((x) => 0.7 * x + 0.1),
  sine: curve((x) => 0.8 * Math.sin(1.5 * Math.PI * x)),
  stepFunction: curve((x) => (x < 0 ? -0.6 : 0.6)),
  cubic: curve((x) => 2.2 * x ** 3 - 1.5 * x),
};
