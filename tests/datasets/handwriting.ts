/** The ten digits as a hand draws them, in a pad from 0 to 1: by lines and arcs. */
import type { Stroke } from '../../src/datasets/drawnDigit.ts';

type Point = readonly [number, number];

/** Points of an arc; angles in degrees, 0 to the right, growing downwards. */
function arc(centre: Point, width: number, height: number, from: number, to: number): Point[] {
  const steps = Math.max(6, Math.ceil(Math.abs(to - from) / 12));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [centre[0] + width * Math.cos(angle), centre[1] + height * Math.sin(angle)] as const;
  });
}

export const handwriting: readonly (readonly Stroke[])[] = [
  [arc([0.5, 0.5], 0.24, 0.36, -90, 270)],
  [[[0.38, 0.28], [0.52, 0.14], [0.52, 0.86]]],
  [[...arc([0.5, 0.32], 0.22, 0.2, -170, 40), [0.3, 0.84], [0.74, 0.84]]],
  [[...arc([0.46, 0.32], 0.22, 0.18, -150, 90), ...arc([0.46, 0.67], 0.25, 0.18, -90, 150)]],
  [[[0.5, 0.12], [0.26, 0.56], [0.76, 0.56]], [[0.62, 0.36], [0.58, 0.88]]],
  [[[0.7, 0.14], [0.36, 0.14], [0.34, 0.46], ...arc([0.48, 0.64], 0.22, 0.2, -100, 140)]],
  [[[0.6, 0.12], [0.42, 0.3], [0.3, 0.58], ...arc([0.48, 0.68], 0.18, 0.18, 180, -180)]],
  [[[0.28, 0.15], [0.72, 0.15], [0.46, 0.86]], [[0.38, 0.5], [0.68, 0.5]]],
  [[...arc([0.5, 0.31], 0.18, 0.18, 90, 450), ...arc([0.5, 0.68], 0.21, 0.19, -90, 270)]],
  [[...arc([0.5, 0.33], 0.19, 0.19, 0, -360), [0.68, 0.6], [0.6, 0.88]]],
];

/** Slanted, moved and scaled. */
export function deformed(strokes: readonly Stroke[], { slant = 0, scale = 1, dx = 0, dy = 0, aspect = 1 }): readonly Stroke[] {
  return strokes.map((stroke) => stroke.map(([x, y]) => [0.5 + dx + scale * aspect * (x - 0.5 - slant * (y - 0.5)), 0.5 + dy + scale * (y - 0.5)] as const));
}
