// training filled with a ring, validation hollow; class by colour and by shape, value by the diverging scale
/** Data points. */
import { divergingIndex, type Palette, type PointShape } from './palette.ts';

/** A class index, or a value from −1 to +1 on the diverging scale. */
export type PointMeaning = number | { readonly value: number };

function polygon(path: CanvasPath, x: number, y: number, r: number, corners: number, turn: number, inner = 1): void {
  const steps = inner === 1 ? corners : corners * 2;
  for (let i = 0; i < steps; i++) {
    const angle = turn + (i / steps) * 2 * Math.PI;
    const radius = i % 2 === 1 && inner !== 1 ? r * inner : r;
    const [px, py] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    if (i === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  }
  path.closePath();
}

function bars(path: CanvasPath, x: number, y: number, r: number, turn: number): void {
  const [thin, long] = [r * 0.36, r * 1.15];
  const corners: readonly (readonly [number, number])[] = [
    [-thin, -long], [thin, -long], [thin, -thin], [long, -thin], [long, thin], [thin, thin],
    [thin, long], [-thin, long], [-thin, thin], [-long, thin], [-long, -thin], [-thin, -thin],
  ];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  corners.forEach(([u, v], i) => {
    const [px, py] = [x + u * cos - v * sin, y + u * sin + v * cos];
    if (i === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  });
  path.closePath();
}

const UP = -Math.PI / 2;

/** Appends a marker of about equal area whatever its shape; `r` is the disc's radius. */
export function pointPath(path: CanvasPath, shape: PointShape, x: number, y: number, r: number): void {
  switch (shape) {
    case 'disc': path.moveTo(x + r, y); path.arc(x, y, r, 0, 2 * Math.PI); break;
    case 'diamond': polygon(path, x, y, r * 1.28, 4, UP); break;
    case 'triangle': polygon(path, x, y + r * 0.2, r * 1.4, 3, UP); break;
    case 'triangleDown': polygon(path, x, y - r * 0.2, r * 1.4, 3, -UP); break;
    case 'square': path.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8); break;
    case 'star': polygon(path, x, y, r * 1.5, 5, UP, 0.45); break;
    case 'pentagon': polygon(path, x, y, r * 1.15, 5, UP); break;
    case 'plus': bars(path, x, y, r, 0); break;
    case 'cross': bars(path, x, y, r, Math.PI / 4); break;
    case 'bar': path.rect(x - r * 1.3, y - r * 0.55, r * 2.6, r * 1.1); break;
  }
}

/**
 * One data point.
 * @param r radius of the disc in px (the other shapes are as large to the eye)
 */
export function drawPoint(
  ctx: CanvasRenderingContext2D, x: number, y: number, meaning: PointMeaning, validation: boolean, r: number, palette: Palette,
): void {
  drawPoints(ctx, [x, y], 1, meaning, validation, r, palette);
}

/** `count` data points that mean the same, as one path. @param places x₀, y₀, x₁, y₁ … in px */
export function drawPoints(
  ctx: CanvasRenderingContext2D, places: ArrayLike<number>, count: number, meaning: PointMeaning, validation: boolean, r: number, palette: Palette,
): void {
  const byClass = typeof meaning === 'number';
  const style = byClass ? palette.classes[meaning % palette.classes.length] : undefined;
  const shape = style?.shape ?? 'disc';
  const colour = byClass ? (style?.point ?? palette.ink) : (palette.divergingColours[divergingIndex(meaning.value, 1)] ?? palette.ink);
  const path = (radius: number): void => {
    ctx.beginPath();
    for (let i = 0; i < count; i += 1) pointPath(ctx, shape, places[2 * i] ?? 0, places[2 * i + 1] ?? 0, radius);
  };
  path(validation ? r - 0.2 : r);
  ctx.lineJoin = 'round';
  if (byClass && !validation) {
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.strokeStyle = palette.ptring;
    ctx.lineWidth = palette.pen;
    ctx.stroke();
  } else if (byClass) {
    ctx.fillStyle = palette.bg;
    ctx.fill();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * palette.pen;
    ctx.stroke();
  } else {
    // A value near zero is nearly as pale as the page: an ink ring carries it, with a second ring for validation.
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.strokeStyle = validation ? palette.bg : palette.ink;
    ctx.lineWidth = (validation ? 2.5 : 1) * palette.pen;
    ctx.stroke();
    if (!validation) return;
    path(r + 0.8);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = palette.pen;
    ctx.stroke();
  }
}

/** The marker laid under a selected or hovered point. */
export function drawPointMark(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(x, y, r + 5, 0, 2 * Math.PI);
  ctx.fillStyle = palette.mark;
  ctx.fill();
  ctx.strokeStyle = palette.markline;
  ctx.lineWidth = 1.5 * palette.pen;
  ctx.stroke();
}

/** More points than this nobody can tell apart on a few hundred px: an even choice of them is drawn. */
export const MOST_POINTS = 2000;

/**
 * Whether the example `index` is drawn where there are `total`. The golden ratio spreads the choice evenly and falls in
 * step with no order the data may have, such as classes by turns.
 */
export function isPointShown(index: number, total: number): boolean {
  return total <= MOST_POINTS || (index * 0.6180339887498949) % 1 < MOST_POINTS / total;
}

/** How many of the first `count` of `total` examples are drawn. */
export function shownPoints(count: number, total: number): number {
  let shown = 0;
  for (let index = 0; index < count; index++) if (isPointShown(index, total)) shown += 1;
  return shown;
}
