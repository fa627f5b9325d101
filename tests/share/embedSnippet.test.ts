import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedSnippet, sandboxOf } from '../../src/share/embedSnippet.ts';

const frame = { address: 'https://x.example/#embed=v1,output&data=spiral', title: 'Nabla', parts: ['output'] as const, width: 640, height: 480 };

describe('the snippet of an embedded page', () => {
  it('is one element with all that it needs', () => {
    expect(embedSnippet(frame)).toBe('<iframe src="https://x.example/#embed=v1,output&amp;data=spiral" title="Nabla" width="640" height="480" style="border: 0; max-width: 100%" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>');
    expect(embedSnippet({ ...frame, parts: ['share'] })).toContain('allow="clipboard-write"');
    expect(sandboxOf(['share'])).toContain('allow-downloads');
  });

  it('lets no value out of its attribute', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (address, title) => {
      const text = embedSnippet({ ...frame, address: `${address}"><script>`, title: `${title}' onload="x` });
      expect(text.replaceAll(/"[^"<>]*"/g, '""')).toBe('<iframe src="" title="" width="" height="" style="" loading="" sandbox=""></iframe>');
    }));
  });
});
