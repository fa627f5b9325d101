import { describe, expect, it } from 'vitest';
import { fetched } from '../../src/store/fetched.ts';
import { nabla } from '../../src/store/nabla.ts';

describe('fetched', () => {
  it('hands over what has come', async () => {
    let got = 0;
    expect(await fetched('The part', () => Promise.resolve({ value: 7 }), ({ value }) => { got = value; })).toBe(true);
    expect(got).toBe(7);
  });

  it('says what could not be fetched, and throws nothing', async () => {
    expect(await fetched('The part', () => Promise.reject(new TypeError('Failed to fetch')), () => { throw new Error('performed'); })).toBe(false);
    expect(nabla.getState().notice?.text).toMatch(/^The part could not be fetched\. With a network it may come/);
  });
});
