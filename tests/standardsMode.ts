/** KaTeX sets formulas only in a page with a doctype; happy-dom does not say whether its page has one. */
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true });
