// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { followForcedColours } from '../../src/app/forcedColours.ts';

const media = (matches: boolean): MediaQueryList => Object.assign(new EventTarget(), { matches }) as unknown as MediaQueryList;
/** What browsers have as the sheet of a link that the network has let down. */
const LET_DOWN = {
  Firefox: null,
  Chromium: { get cssRules(): never { throw new DOMException('Cannot access rules', 'SecurityError'); } },
};
function linkWith(sheet: object | null): HTMLLinkElement {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  Object.defineProperty(link, 'sheet', { value: sheet });
  document.head.append(link);
  return link;
}
const settled = () => new Promise((done) => { setTimeout(done, 0); });

describe('the rules for the system’s colours', () => {
  afterEach(() => {
    document.head.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('are fetched where the colours are set, and only there', () => {
    const fetchRules = vi.fn<() => Promise<void>>(() => Promise.resolve());
    followForcedColours(media(false), fetchRules);
    expect(fetchRules).not.toHaveBeenCalled();
    followForcedColours(media(true), fetchRules);
    expect(fetchRules).toHaveBeenCalledTimes(1);
  });

  it.each(Object.entries(LET_DOWN))('are no error of the page where they cannot be fetched, and are asked for again when there is a network (%s)', async (_, sheet) => {
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal('reportError', report);
    const link = linkWith(sheet);
    const other = linkWith({ cssRules: [] });
    followForcedColours(media(true), () => Promise.reject(new Error('Unable to preload CSS for /assets/forcedColours.css')));
    await settled();
    expect(report).not.toHaveBeenCalled();
    expect(link.isConnected).toBe(true);
    dispatchEvent(new Event('online'));
    expect(link.isConnected, 'a link that failed is not asked for a second time').toBe(false);
    expect(document.head.querySelectorAll('link')).toHaveLength(2);
    expect(other.isConnected, 'one that has come is asked for again').toBe(true);
  });
});
