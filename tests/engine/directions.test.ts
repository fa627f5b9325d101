import { describe, expect, it } from 'vitest';
import { parameterDirection, pathDirections, randomDirection } from '../../src/engine/directions.ts';
import { biasIndex, createNetwork, weightIndex } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';

const network = createNetwork({ inputs: 3, layers: [{ units: 4, activation: 'tanh' }, { units: 2, activation: 'linear' }] });
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('directions', () => {
  it('along one parameter change it alone', () => {
    const direction = parameterDirection(network, 5);
    expect([...direction].filter((value) => value !== 0)).toEqual([1]);
    expect(direction[5]).toBe(1);
  });

  it('at random are for every neuron as long as the neuron is', () => {
    const random = createRandom(3);
    const theta = Float64Array.from({ length: network.parameterCount }, () => random.normal());
    const direction = randomDirection(network, theta, random);
    network.layers.forEach(({ units, inputs }, layer) => {
      for (let unit = 0; unit < units; unit += 1) {
        const places = [biasIndex(network, layer, unit), ...Array.from({ length: inputs }, (_, input) => weightIndex(network, layer, unit, input))];
        const length = (vector: Float64Array): number => Math.hypot(...places.map((i) => vector[i]!));
        expect(length(direction)).toBeCloseTo(length(theta), 12);
      }
    });
    expect(randomDirection(network, new Float64Array(network.parameterCount), random).every((value) => value === 0)).toBe(true);
  });

  it('of a path in a plane are that plane', () => {
    const random = createRandom(8);
    const centre = Float64Array.from({ length: 12 }, () => random.normal());
    const a = new Float64Array(12);
    const b = new Float64Array(12);
    a[2] = 1;
    b[7] = 1;
    const points = Array.from({ length: 20 }, (_, k) => centre.map((value, i) => value + (3 * Math.cos(k) * a[i]! + Math.sin(2 * k) * b[i]!)));
    const { u, v, shares } = pathDirections(points, centre)!;
    expect(Math.hypot(u[2]!, u[7]!)).toBeCloseTo(1, 12);
    expect(Math.hypot(v[2]!, v[7]!)).toBeCloseTo(1, 12);
    expect(Math.abs(u[2]!)).toBeGreaterThan(0.999);
    expect(dot(u, v)).toBeCloseTo(0, 10);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 10);
    expect(shares[0]).toBeGreaterThan(shares[1]);
  });

  it('of a straight path have a second one at right angles that explains nothing', () => {
    const centre = new Float64Array(5);
    const points = [1, 2, 3].map((k) => Float64Array.of(k, 2 * k, 0, 0, 0));
    const { u, v, shares } = pathDirections(points, centre)!;
    expect(dot(u, u)).toBeCloseTo(1, 12);
    expect(dot(v, v)).toBeCloseTo(1, 12);
    expect(dot(u, v)).toBeCloseTo(0, 12);
    expect(shares[0]).toBeCloseTo(1, 10);
    expect(Math.abs(shares[1])).toBeLessThan(1e-9);
  });

  it.each([[[1, 0, 0], 1], [[0, 0, 1], 1], [[1, 2, 0], 1e8], [[0, -1, 0], 1e-6]] as const)('of two steps along %j, %d long, are that and another', (way, length) => {
    const points = [0.5, 1].map((share) => Float64Array.from(way, (value) => value * share * length));
    const { u, v, shares } = pathDirections(points, new Float64Array(3))!;
    expect(Math.abs(dot(u, Float64Array.from(way)))).toBeCloseTo(Math.hypot(...way), 12);
    expect(dot(v, v)).toBeCloseTo(1, 12);
    expect(dot(u, v)).toBeCloseTo(0, 12);
    expect(shares).toEqual([expect.closeTo(1, 10), expect.closeTo(0, 9)]);
  });

  it('of a path of a single parameter are that one, and none', () => {
    const { u, v, shares } = pathDirections([Float64Array.of(3), Float64Array.of(2), Float64Array.of(-1)], Float64Array.of(1))!;
    expect([Math.abs(u[0]!), v[0], shares[0]]).toEqual([1, 0, 1]);
  });

  it('of a right-angled path explain as much as each side is long, squared', () => {
    // Two steps along (3, 4)/5 of length 3 and 4, one at right angles to it of length 2.
    const points = [[1.8, 2.4], [2.4, 3.2], [-1.6, 1.2]].map((point) => Float64Array.from(point));
    const { u, v, shares } = pathDirections(points, new Float64Array(2))!;
    expect(Math.abs(dot(u, Float64Array.of(0.6, 0.8)))).toBeCloseTo(1, 12);
    expect(Math.abs(dot(v, Float64Array.of(-0.8, 0.6)))).toBeCloseTo(1, 12);
    expect(shares).toEqual([expect.closeTo(25 / 29, 12), expect.closeTo(4 / 29, 12)]);
  });

  it('are not made of a path that stands still, or of one point elsewhere, or of one that is not finite', () => {
    const centre = Float64Array.of(1, 2);
    expect(pathDirections([centre, centre], centre)).toBeNull();
    expect(pathDirections([], centre)).toBeNull();
    expect(pathDirections([centre, Float64Array.of(3, 4), centre], centre)).toBeNull();
    expect(pathDirections([Float64Array.of(3, 4), Float64Array.of(Infinity, 0), Float64Array.of(0, 1)], centre)).toBeNull();
  });

  it('at random are 0 where nothing is drawn', () => {
    const nothing = { ...createRandom(1), normal: () => 0 };
    expect([...randomDirection(network, new Float64Array(network.parameterCount).fill(2), nothing)].every((value) => value === 0)).toBe(true);
  });
});
