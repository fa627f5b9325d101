import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useMeasured } from '../../src/lessons/useMeasured.ts';
import { nabla } from '../../src/store/nabla.ts';

/** How often it is computed while the store changes all the time. */
async function looksIn(wholeMs: number, eachMs: number): Promise<number> {
  let looks = 0;
  const compute = (): number => {
    const began = performance.now();
    while (performance.now() - began < eachMs) { /* It takes long. */ }
    return (looks += 1);
  };
  const { unmount } = renderHook(() => useMeasured(compute));
  const before = looks;
  const began = performance.now();
  await act(async () => {
    while (performance.now() - began < wholeMs) {
      nabla.setState((state) => ({ speed: state.speed + 1 }));
      await new Promise((done) => { setTimeout(done, 10); });
    }
  });
  unmount();
  return looks - before;
}

describe('what is measured while a run goes on', () => {
  it('is looked at again and again', async () => {
    expect(await looksIn(700, 0)).toBeGreaterThanOrEqual(1);
  });

  it('rests where a look takes long, so that most of the time is the page’s', async () => {
    expect(await looksIn(700, 50)).toBe(0);
  });
});
