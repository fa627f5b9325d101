import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchChildren } from '../../src/components/patchTree.ts';

const of = (html: string): HTMLElement => {
  const element = document.createElement('span');
  element.innerHTML = html;
  return element;
};

describe('patching a tree', () => {
  it('keeps the elements that are alike and changes only the texts and attributes that differ', () => {
    const place = of('<span class="a" data-key="1"><b>x</b><sub>5</sub></span>');
    const [bold, index] = [place.querySelector('b'), place.querySelector('sub')?.firstChild];
    patchChildren(place, of('<span class="a" title="new"><b>x</b><sub>6</sub></span>'));
    expect(place.innerHTML).toBe('<span class="a" title="new"><b>x</b><sub>6</sub></span>');
    expect(place.querySelector('b')).toBe(bold);
    expect(place.querySelector('sub')?.firstChild).toBe(index);
  });

  const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.constantFrom('x', 'y', '12'), fc.tuple(fc.constantFrom('b', 'i', 'span'), fc.constantFrom('', ' class="neg"', ' class="pos" style="height: 1em;"'), fc.array(tie('node'), { maxLength: 3 }))
      .map(([name, attribute, children]) => `<${name}${attribute}>${children.join('')}</${name}>`)),
  })).node;

  it('ends with the tree that was asked for, whatever was there before', () => {
    fc.assert(fc.property(fc.array(tree, { maxLength: 4 }), fc.array(tree, { maxLength: 4 }), (before, after) => {
      const place = of(before.join(''));
      const wanted = of(after.join('')).innerHTML;
      patchChildren(place, of(after.join('')));
      expect(place.innerHTML).toBe(wanted);
    }));
  });
});
