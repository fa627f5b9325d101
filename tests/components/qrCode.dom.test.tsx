import { cleanup, render, screen } from '@testing-library/react';
import { encode } from 'uqr';
import { afterEach, describe, expect, it } from 'vitest';
import { fitsQrCode, LONGEST_QR_TEXT, QrCode } from '../../src/components/QrCode.tsx';

afterEach(cleanup);

/** The dark modules that a path of bars covers. */
function modulesOf(path: string): ReadonlySet<string> {
  const modules = new Set<string>();
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let i = 0; i < Number(width); i += 1) modules.add(`${Number(x) + i},${y}`);
  }
  return modules;
}

describe('QrCode', () => {
  it('draws every dark module once, with the quiet zone round it', () => {
    const text = 'https://example.org/#preset=workedNetwork';
    render(<QrCode text={text} label="QR code of the link" />);
    const image = screen.getByRole('img', { name: 'QR code of the link' });
    const { data, size } = encode(text, { border: 0 });
    const dark = new Set(data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x},${y}`] : []))));
    expect(modulesOf(image.querySelector('path')?.getAttribute('d') ?? '')).toEqual(dark);
    expect(image.getAttribute('viewBox')).toBe(`-4 -4 ${size + 8} ${size + 8}`);
  });

  it('takes all that it says it takes, counted in bytes', () => {
    const longest = 'a'.repeat(LONGEST_QR_TEXT);
    expect(fitsQrCode(longest)).toBe(true);
    expect(encode(longest, { maxVersion: 25 }).version).toBe(25);
    expect(fitsQrCode(`${longest}a`)).toBe(false);
    expect(() => encode(`${longest}a`, { maxVersion: 25 })).toThrow(/long|large|capacity/i);
    expect(fitsQrCode('∇'.repeat(LONGEST_QR_TEXT / 2))).toBe(false);
  });
});
