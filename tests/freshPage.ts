/** Makes happy-dom's page what a browser's is before each test. */
import { beforeEach } from 'vitest';

// KaTeX sets formulas only in a page with a doctype; happy-dom does not say whether its page has one.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true });

// The address that the test before has written would be followed as a link.
beforeEach(() => { history.replaceState(null, '', location.pathname); });
