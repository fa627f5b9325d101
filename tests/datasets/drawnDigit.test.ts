import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { countBlocks, digitOfStrokes, USUAL_INK } from '../../src/datasets/drawnDigit.ts';
import { shelvedTable } from '../../src/datasets/tableShelf.ts';
import { SessionHarness, wantNothing } from '../worker/sessionHarness.ts';
import { deformed, handwriting } from './handwriting.ts';

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
const heightOf = (values: ArrayLike<number>): number => new Set(Array.from(values, (value, i) => (value > 0 ? i >> 3 : -1)).filter((row) => row >= 0)).size;
const widthOf = (values: ArrayLike<number>): number => new Set(Array.from(values, (value, i) => (value > 0 ? i % 8 : -1)).filter((row) => row >= 0)).size;

const variants = [
  {}, { slant: -0.2 }, { slant: 0.15 }, { scale: 0.5, dx: -0.2, dy: 0.2 }, { aspect: 0.8 }, { aspect: 1.25 }, { scale: 0.7, slant: -0.1, dy: -0.1 },
];

describe('a drawn digit', () => {
  it('counts the pixels of each block of 4 × 4', () => {
    const bitmap = new Uint8Array(1024);
    bitmap.fill(1, 0, 32 * 4);
    bitmap[32 * 31 + 31] = 1;
    expect(countBlocks(bitmap)).toEqual([...Array.from({ length: 8 }, () => 16), ...Array.from({ length: 55 }, () => 0), 1]);
  });

  it('is nothing without a stroke, and something for a single point', () => {
    expect(sum(digitOfStrokes([]))).toBe(0);
    expect(sum(digitOfStrokes([[]]))).toBe(0);
    const dot = digitOfStrokes([[[0.1, 0.9]]]);
    expect(sum(dot)).toBeGreaterThan(20);
    expect(dot.every((value) => Number.isInteger(value) && value >= 0 && value <= 16)).toBe(true);
  });

  it('does not depend on where in the pad it is drawn, nor how large', () => {
    for (const strokes of handwriting) {
      const here = digitOfStrokes(strokes);
      const there = digitOfStrokes(deformed(strokes, { scale: 0.25, dx: 0.125, dy: -0.25 }));
      expect(Math.max(...there.map((value, i) => Math.abs(value - here[i]!)))).toBeLessThan(5);
    }
  });

  it('looks as the set does: as high, about as wide, about as much ink', () => {
    const { inputs } = shelvedTable('digits')!;
    const examples = Array.from({ length: inputs.length / 64 }, (_, i) => inputs.subarray(i * 64, i * 64 + 64).map((value) => value * 16));
    expect(new Set(examples.map(heightOf))).toEqual(new Set([8]));
    expect(sum(examples.map(sum)) / examples.length).toBeCloseTo(USUAL_INK, -1);
    const drawn = handwriting.map((strokes) => digitOfStrokes(strokes));
    expect(drawn.map(heightOf)).toEqual(drawn.map(() => 8));
    const mean = (values: readonly number[]): number => sum(values) / values.length;
    expect(Math.abs(mean(drawn.map(widthOf)) - mean(examples.map(widthOf)))).toBeLessThan(0.6);
    for (const digit of drawn) expect(Math.abs(sum(digit) - USUAL_INK)).toBeLessThan(80);
  });

  it('is recognised by the network the page opens for the set, drawn ten ways', () => {
    const harness = new SessionHarness();
    harness.open(defaultExperiment('digits'));
    for (let epoch = 0; epoch < 25; epoch += 1) harness.send({ type: 'step', unit: 'epoch' });
    harness.settle();
    const missed: string[] = [];
    for (const variant of variants) {
      for (const [digit, strokes] of handwriting.entries()) {
        const probe = digitOfStrokes(deformed(strokes, variant)).map((value) => value / 16);
        const answers = harness.frame({ ...wantNothing, probe }).probeA.slice(-10);
        const found = answers.indexOf(Math.max(...answers));
        if (found !== digit) missed.push(`${digit} taken for ${found} (${answers[found]!.toFixed(2)}), ${JSON.stringify(variant)}`);
      }
    }
    expect(missed.filter((each) => each.endsWith('{}'))).toEqual([]);
    expect(missed.length).toBeLessThan(7);
  });
});
