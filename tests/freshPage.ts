/** Makes happy-dom's page what a browser's is before each test. */
import { beforeAll, beforeEach } from 'vitest';
import { fetchSoon } from '../src/components/later.tsx';

// KaTeX sets formulas only in a page with a doctype; happy-dom does not say whether its page has one.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true });

// As a page that has stood for a moment: what its panels are about to need is there.
beforeAll(fetchSoon);

// The address that the test before has written would be followed as a link.
beforeEach(() => { history.replaceState(null, '', location.pathname); });
