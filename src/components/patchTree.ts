/** Makes one DOM tree equal to another with as few changes as their likeness allows, so that the page lays out little anew. */

/**
 * Gives `place` the children of `fresh`: what is alike stays, and only texts and attributes that differ are set. Both are changed:
 * what has no counterpart moves over from `fresh`.
 */
export function patchChildren(place: Element, fresh: Element): void {
  let held: ChildNode | null = place.firstChild;
  let next: ChildNode | null = fresh.firstChild;
  while (next !== null) {
    const coming: ChildNode | null = next.nextSibling;
    if (held === null) place.append(next);
    else {
      const after: ChildNode | null = held.nextSibling;
      patchNode(held, next);
      held = after;
    }
    next = coming;
  }
  while (held !== null) {
    const after: ChildNode | null = held.nextSibling;
    held.remove();
    held = after;
  }
}

function patchNode(held: ChildNode, next: ChildNode): void {
  if (held instanceof Text && next instanceof Text) {
    if (held.data !== next.data) held.data = next.data;
  } else if (held instanceof Element && next instanceof Element && held.nodeName === next.nodeName) {
    patchAttributes(held, next);
    patchChildren(held, next);
  } else held.replaceWith(next);
}

function patchAttributes(held: Element, next: Element): void {
  for (const { name, value } of next.attributes) if (held.getAttribute(name) !== value) held.setAttribute(name, value);
  if (held.attributes.length === next.attributes.length) return;
  for (const name of held.getAttributeNames()) if (!next.hasAttribute(name)) held.removeAttribute(name);
}
