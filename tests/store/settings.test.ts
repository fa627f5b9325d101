import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSettings, keepSettingsInStorage, parseSettings } from '../../src/store/settings.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';

describe('kept settings', () => {
  it('come back as they were, as fast as it goes included', () => {
    const settings = { ...parseSettings(null), speed: Infinity, theme: 'dark' as const, singleKeys: false };
    expect(parseSettings(formatSettings(settings))).toEqual(settings);
  });

  it('fall back one by one', () => {
    const settings = parseSettings('{"theme":"dark","speed":-3,"edges":7}');
    expect(settings.theme).toBe('dark');
    expect(settings.speed).toBe(initialState.speed);
    expect(settings.edges).toBe(initialState.edges);
  });

  it('of an earlier page that are no longer there are left out, and the others are kept', () => {
    const settings = parseSettings('{"showValidation":false,"theme":"dark"}');
    expect(settings).toEqual({ ...parseSettings(null), theme: 'dark' });
    expect(formatSettings(settings)).not.toContain('showValidation');
  });

  it('never fail, whatever is kept', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      const { speed, theme } = parseSettings(text);
      expect(speed).toBeGreaterThanOrEqual(1);
      expect(['system', 'light', 'dark']).toContain(theme);
    }));
  });

  it('are kept when they change, and a blocked storage does not matter', () => {
    const items = new Map<string, string>();
    const storage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => { items.set(key, value); } } as unknown as Storage;
    const stop = keepSettingsInStorage(() => storage);
    nabla.setState({ theme: 'dark' });
    expect(parseSettings(items.get('nabla.settings') ?? null).theme).toBe('dark');
    stop();
    const stopBlocked = keepSettingsInStorage(() => { throw new DOMException('blocked', 'SecurityError'); });
    nabla.setState({ theme: 'light' });
    stopBlocked();
    nabla.setState(initialState, true);
  });
});
