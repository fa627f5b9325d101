/** Where the areas of the page are, for what has to stand beside one that is not its own. */
const places = new Map<string, HTMLElement>();

/** Notes that `element` fills the area `name`, until what is returned is called. */
export function fillPlace(name: string, element: HTMLElement): () => void {
  places.set(name, element);
  return () => { if (places.get(name) === element) places.delete(name); };
}

/** The area on the screen, in px of the window; null while the page has none of this name. */
export function placeOf(name: string): DOMRect | null {
  return places.get(name)?.getBoundingClientRect() ?? null;
}
