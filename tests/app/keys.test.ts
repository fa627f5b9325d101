import { describe, expect, it } from 'vitest';
import { formatKeys, isSingleCharacter, matchesKeys } from '../../src/app/keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

describe('keys', () => {
  it('match what is pressed, and only with their modifiers', () => {
    expect(matchesKeys(press(' '), 'Space')).toBe(true);
    expect(matchesKeys(press('ArrowRight'), 'ArrowRight')).toBe(true);
    expect(matchesKeys(press('ArrowRight', { shiftKey: true }), 'ArrowRight')).toBe(false);
    expect(matchesKeys(press('ArrowRight', { altKey: true }), 'ArrowRight')).toBe(false);
    expect(matchesKeys(press('z', { ctrlKey: true }), 'Mod+Z')).toBe(true);
    expect(matchesKeys(press('z', { metaKey: true }), 'Mod+Z')).toBe(true);
    expect(matchesKeys(press('Z', { metaKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
    expect(matchesKeys(press('Z', { metaKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true);
    expect(matchesKeys(press('z'), 'Mod+Z')).toBe(false);
    expect(matchesKeys(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(matchesKeys(press('P'), 'P')).toBe(true);
  });

  it('know which of them are single characters', () => {
    expect(['P', '?', '1'].every(isSingleCharacter)).toBe(true);
    expect(['Space', 'ArrowRight', 'Mod+Z', 'Home'].some(isSingleCharacter)).toBe(false);
  });

  it('are written as on the keyboard', () => {
    expect(formatKeys('Mod+Shift+Z', true)).toBe('⌘ ⇧ Z');
    expect(formatKeys('Mod+Shift+Z', false)).toBe('Ctrl Shift Z');
    expect(formatKeys('ArrowLeft', false)).toBe('←');
  });
});
