// Σ (mark + name) + gaps ≤ room: one line, two, or none
/** How the names of the classes stand above the picture without being cut. */

/** @param widths of the entries in px, mark and name @param most lines there is height for @returns 0 where they do not fit in so many */
export function legendLines(widths: readonly number[], gap: number, room: number, most: number): number {
  let lines = 1;
  let end = -gap;
  for (const width of widths) {
    if (width > room) return 0;
    if (end + gap + width > room) {
      lines += 1;
      end = -gap;
    }
    end += gap + width;
  }
  return lines <= most ? lines : 0;
}
