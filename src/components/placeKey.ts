/** React's key of a piece that is known by its place: what takes another's place changes its letters, not its elements. */
export function placeKey(place: number): string {
  return `piece ${place}`;
}
