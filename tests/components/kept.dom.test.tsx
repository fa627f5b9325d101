/** What takes turns in one place stays built, and out of sight neither changes nor keeps the focus. */
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Kept } from '../../src/components/Kept.tsx';
import { NumberField } from '../../src/components/NumberField.tsx';

afterEach(cleanup);

describe('kinds that take turns', () => {
  const shown = (kind: string, text: string) => <Kept kind={kind}><button type="button">{text}</button></Kept>;
  const buttons = (place: string) => [...document.querySelectorAll<HTMLElement>(`.${place} button`)];

  it('stay built, the one before as it was, and come back by the same elements', () => {
    const { rerender } = render(shown('sum', 'z1'));
    const sum = buttons('kept-in')[0];
    rerender(shown('activation', 'a1'));
    expect(buttons('kept-in').map(({ textContent }) => textContent)).toEqual(['a1']);
    expect(buttons('kept-out')).toEqual([sum]);
    expect(sum?.textContent).toBe('z1');
    rerender(shown('sum', 'z2'));
    expect(buttons('kept-in')).toEqual([sum]);
    expect(sum?.textContent).toBe('z2');
  });

  it('are two at most', () => {
    const { rerender } = render(shown('sum', 'z1'));
    for (const kind of ['activation', 'delta', 'gradient']) rerender(shown(kind, kind));
    expect(buttons('kept-in').map(({ textContent }) => textContent)).toEqual(['gradient']);
    expect(buttons('kept-out').map(({ textContent }) => textContent)).toEqual(['delta']);
  });

  it('hand the focus on to what is in sight', () => {
    const { rerender } = render(shown('sum', 'z1'));
    buttons('kept-in')[0]?.focus();
    rerender(shown('activation', 'a1'));
    expect(document.activeElement?.textContent).toBe('a1');
  });
});

describe('a number field that goes on to another number', () => {
  const field = (of: number) => <NumberField label="w" of={of} value={of} min={-9} max={9} onCommit={(value) => { taken.push(value); }} />;
  const taken: number[] = [];

  it('takes back what was typed for the one before, and gives up the focus', () => {
    const { rerender, getByLabelText } = render(field(1));
    const input = getByLabelText('w') as HTMLInputElement;
    input.focus();
    input.value = '5';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    rerender(field(2));
    expect(input.value).toBe('2');
    expect(document.activeElement).not.toBe(input);
    expect(taken).toEqual([]);
  });
});
