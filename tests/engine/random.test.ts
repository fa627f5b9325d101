import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/engine/random.ts';
import type { Random } from '../../src/engine/random.ts';

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next());

describe('random', () => {
  it('repeats itself for the same seed and not for another', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, distance) => {
      expect(draws(createRandom(seed), 5)).toEqual(draws(createRandom(seed), 5));
      expect(draws(createRandom(seed), 5)).not.toEqual(draws(createRandom(seed + distance), 5));
    }));
  });

  it('tells seeds apart beyond 32 bits and between whole numbers', () => {
    const firsts = [1, 1 + 2 ** 32, 1.5, -1, 2 ** 53].map((seed) => createRandom(seed).next());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('goes on exactly from a saved state, a normal deviate in hand included', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (seed, before) => {
      const random = createRandom(seed);
      for (let i = 0; i < before; i++) random.normal();
      const copy = createRandom(JSON.parse(JSON.stringify(random.state())) as number[]);
      for (let i = 0; i < 5; i++) expect(copy.normal()).toBe(random.normal());
      expect(copy.state()).toEqual(random.state());
    }));
  });

  it('keeps its algorithm: these numbers are part of every saved address', () => {
    const random = createRandom(42);
    expect([random.next(), random.next(), random.normal(), random.integer(1000)]).toMatchInlineSnapshot(`
      [
        0.7010580966032915,
        0.3602520223017406,
        -1.9767478527294635,
        603,
      ]
    `);
  });

  it('draws normal deviates in twos, the second of which takes no step', () => {
    const random = createRandom(4);
    const first = random.normal();
    const drawn = random.state();
    const second = random.normal();
    expect(drawn[5]).toBe(second);
    expect(random.state().slice(0, 5)).toEqual([...drawn.slice(0, 4), 0]);
    expect(random.normal()).not.toBe(first);
    expect(random.state().slice(0, 4)).not.toEqual(drawn.slice(0, 4));
  });

  it('is uniform on [0, 1) and on the integers', () => {
    const random = createRandom(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const value = random.next();
      // Outside [0, 1) there is no bin: the count becomes NaN and fails below.
      counts[Math.floor(value * 10)]!++;
    }
    expect(counts).toHaveLength(10);
    const dice = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < 60_000; i++) dice[random.integer(6)]!++;
    // χ² with 9 and 5 degrees of freedom; 1 in 10⁵ of right generators is above these.
    expect(chiSquare(counts)).toBeLessThan(39);
    expect(chiSquare(dice)).toBeLessThan(31);
  });

  it('is refused an impossible seed or state', () => {
    expect(() => createRandom(Number.NaN)).toThrow('invalid seed: NaN');
    expect(() => createRandom([1, 2])).toThrow('2 numbers instead of 6');
  });
});

describe('shuffle', () => {
  it('takes the numbers that integer would give', () => {
    const [random, other] = [createRandom(9), createRandom(9)];
    const order = Uint32Array.from({ length: 20 }, (_, i) => i);
    const expected = Array.from(order);
    random.shuffle(order);
    for (let i = 19; i > 0; i--) {
      const j = other.integer(i + 1);
      [expected[i], expected[j]] = [expected[j]!, expected[i]!];
    }
    expect(Array.from(order)).toEqual(expected);
    expect(random.state()).toEqual(other.state());
  });

  it('is a permutation, and every order of three is as frequent as the others', () => {
    const random = createRandom(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = Uint32Array.of(0, 1, 2);
      random.shuffle(order);
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
    expect(chiSquare([...counts.values()])).toBeLessThan(31);
  });
});

function chiSquare(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
}
