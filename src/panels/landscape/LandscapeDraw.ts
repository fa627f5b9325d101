/** Draws the landscape: the map or the surface, kept between frames, and over it the path, the step to come and the ball. */
import { getFrame } from '../../store/frameStore.ts';
import { componentsOf } from '../../store/landscapePlane.ts';
import { nabla } from '../../store/nabla.ts';
import type { CanvasView } from '../../components/Canvas.tsx';
import { formatSetting } from '../../viz/format.ts';
import { clipped, drawFrame } from '../../viz/heatmap.ts';
import { KeptLayer } from '../../viz/keptLayer.ts';
import { drawContours, drawTints } from '../../viz/lossMap.ts';
import { drawLossSurface } from '../../viz/lossSurface.ts';
import { drawMath } from '../../viz/mathText.ts';
import { translucent, type Palette } from '../../viz/palette.ts';
import { PictureCache } from '../../viz/pictureCache.ts';
import { linearTicks } from '../../viz/ticks.ts';
import { drawOtherPaths, drawPath, HIDDEN } from './LandscapeDrawPaths.ts';
import { ballOf, getCursor, isInside, sceneOf, type Scene } from './LandscapeScene.ts';

const BALL = 8;
/** Of the arrow in px: a shorter step is drawn ten, a hundred … times as long, and says so. */
const ARROW: readonly [number, number] = [18, 180];
/** Less of the gradient than this in the plane is no direction. */
const LEAST_SHARE = 0.05;
/** A step that must be drawn more than 10 to this times as long is none to speak of. */
const MOST_POWER = 2;

/** @param isTurning the surface is being turned and may be coarse */
export function createLandscapeDrawing(isTurning: () => boolean, axesOf: (scene: Scene) => readonly [string, string]): (ctx: CanvasRenderingContext2D, view: CanvasView) => void {
  const layer = new KeptLayer();
  const cache = new PictureCache();
  return (ctx, view) => {
    const scene = sceneOf(view.width, view.height);
    if (scene === null) return;
    const { palette } = view;
    const axes = axesOf(scene);
    const turning = scene.projection !== null && isTurning();
    const { turn } = nabla.getState().landscape;
    layer.draw(ctx, view, [scene.places, palette, scene.projection === null ? '' : `${turn.yaw} ${turn.pitch} ${turning} ${axes.join(' ')}`, JSON.stringify(scene.window)], (kept) => {
      if (scene.projection === null) drawMap(kept, scene, palette, cache);
      else drawRelief(kept, scene, palette, turning, axes);
    });
    const overlay = (): void => {
      drawOtherPaths(ctx, scene, palette);
      drawPath(ctx, scene, palette);
      drawStep(ctx, scene, palette);
      drawCursor(ctx, scene, palette);
      drawBall(ctx, scene, palette);
    };
    if (scene.projection === null) clipped(ctx, scene.box.x, scene.box.y, scene.box.width, scene.box.height, overlay);
    else overlay();
  };
}

function drawMap(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette, cache: PictureCache): void {
  const { box, slice, map, smooth, scale } = scene;
  const { window } = slice;
  const [left, top] = map.toScreen(window.a - window.halfA, window.b + window.halfB);
  const [right, bottom] = map.toScreen(window.a + window.halfA, window.b - window.halfB);
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  clipped(ctx, box.x, box.y, box.width, box.height, () => {
    drawTints(ctx, smooth, place, scale, palette, cache);
    drawContours(ctx, smooth, place, scale, palette);
  });
  drawFrame(ctx, box.x, box.y, box.width, box.height, palette);
  drawAxes(ctx, scene, palette);
}

function drawAxes(ctx: CanvasRenderingContext2D, { box, window, map }: Scene, palette: Palette): void {
  ctx.font = `${palette.t1}px ${palette.text}`;
  ctx.fillStyle = palette.ink3;
  ctx.strokeStyle = palette.line;
  ctx.lineWidth = 1;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  const bottom = box.y + box.height;
  for (const { value } of linearTicks(window.a - window.halfA, window.a + window.halfA, box.width / 110)) {
    const x = map.toScreen(value, 0)[0];
    line(ctx, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 4);
    ctx.fillText(formatSetting(value), x, bottom + 8);
  }
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const { value } of linearTicks(window.b - window.halfB, window.b + window.halfB, box.height / 70)) {
    const y = map.toScreen(0, value)[1];
    line(ctx, box.x - 4, Math.round(y) + 0.5, box.x, Math.round(y) + 0.5);
    if (y > box.y + 6 && y < bottom - 6) ctx.fillText(formatSetting(value), box.x - 8, y);
  }
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

/** The surface on its ground, whose nearer edges carry the ends of the window. */
function drawRelief(ctx: CanvasRenderingContext2D, { slice, scale, places, projection }: Scene, palette: Palette, coarse: boolean, axes: readonly [string, string]): void {
  if (projection === null) return;
  ctx.strokeStyle = palette.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const [x, y] of [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]] as const) ctx.lineTo(...projection.project(x, y, 0));
  ctx.stroke();
  drawLossSurface(ctx, places, scale, projection, palette, coarse && slice.side > 33 ? 2 : 1);
  const { a, b, halfA, halfB } = slice.window;
  ctx.font = `${palette.t1}px ${palette.text}`;
  ctx.fillStyle = palette.ink3;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  // Beside the ground's nearer edges, a little outside.
  const nearY = projection.fromTop ? -1 : 1;
  const nearX = projection.fromRight ? -1 : 1;
  const written: readonly (readonly [number, number, number])[] = [
    [-0.92, nearY * 1.09, a - halfA], [0.92, nearY * 1.09, a + halfA], [nearX * 1.07, -0.92, b - halfB], [nearX * 1.07, 0.92, b + halfB],
  ];
  for (const [x, y, value] of written) ctx.fillText(formatSetting(value, 3), ...projection.project(x, y, 0));
  for (const [x, y, name] of [[0, nearY * 1.12, axes[0]], [nearX * 1.09, 0, axes[1]]] as const) {
    const [sx, sy] = projection.project(x, y, 0);
    // A word is no product of letters.
    if (name.includes(' ')) ctx.fillText(name, sx, sy);
    else drawMath(ctx, name, sx, sy + 4, palette, { size: palette.t2, colour: palette.ink2, align: 'center' });
    ctx.font = `${palette.t1}px ${palette.text}`;
    ctx.fillStyle = palette.ink3;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
  }
}

/** −η∇L of the last step's examples, from the ball, where the plane holds some of it. */
function drawStep(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const frame = getFrame();
  const ball = ballOf(scene.slice);
  if (frame === null || ball === null || nabla.getState().isBallHeld || frame.step === 0) return;
  const { plane, run } = scene.slice;
  if (frame.run !== run || frame.gradient.length !== plane.u.length || !(frame.gradientNorm > 0) || !isInside(scene.slice.window, ball)) return;
  const [ga, gb] = componentsOf(plane, frame.gradient);
  if (!(lengthOf(plane.u, plane.v, ga, gb) / frame.gradientNorm > LEAST_SHARE)) return;
  const [x, y] = scene.toScreen(...ball);
  const toward = (factor: number): readonly [number, number] => {
    const end: readonly [number, number] = [ball[0] - factor * frame.learningRate * ga, ball[1] - factor * frame.learningRate * gb];
    const { window } = scene.slice;
    if (scene.projection === null || isInside(window, end)) return scene.toScreen(...end);
    // Beyond the surface it goes on level.
    const [gx, gy] = scene.projection.project((end[0] - window.a) / window.halfA, (end[1] - window.b) / window.halfB, 0);
    const [bx, by] = scene.projection.project((ball[0] - window.a) / window.halfA, (ball[1] - window.b) / window.halfB, 0);
    return [x + gx - bx, y + gy - by];
  };
  const px = Math.hypot(toward(1)[0] - x, toward(1)[1] - y);
  if (!(px > 1e-9) || !Number.isFinite(px)) return;
  const power = px >= ARROW[0] ? 0 : Math.ceil(Math.log10(ARROW[0] / px));
  if (power > MOST_POWER) return;
  const [tx, ty] = toward(10 ** power);
  const length = Math.hypot(tx - x, ty - y);
  const shrink = Math.min(1, ARROW[1] / length);
  const [ex, ey] = [x + (tx - x) * shrink, y + (ty - y) * shrink];
  const [ux, uy] = [(tx - x) / length, (ty - y) / length];
  ctx.save();
  if (scene.isHidden(...ball)) ctx.globalAlpha = HIDDEN;
  for (const [width, colour] of [[5, translucent(palette.bg, 0.7)], [2, palette.grad]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width * palette.pen;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(x + ux * (BALL + 1), y + uy * (BALL + 1));
    ctx.lineTo(ex, ey);
    ctx.moveTo(ex - ux * 7 - uy * 5, ey - uy * 7 + ux * 5);
    ctx.lineTo(ex, ey);
    ctx.lineTo(ex - ux * 7 + uy * 5, ey - uy * 7 - ux * 5);
    ctx.stroke();
  }
  // Its name is to be read wherever it is.
  ctx.globalAlpha = 1;
  const label = power === 0 ? '−η∇L' : power === 1 ? '−10η∇L' : `−10^${power}η∇L`;
  ctx.lineWidth = 4;
  const side = ux < -0.3 ? 'right' : 'left';
  drawMath(ctx, label, ex + (side === 'left' ? 8 : -8), ey + (uy < 0 ? -4 : 12), palette, { size: palette.t2, colour: palette.grad, align: side });
  ctx.restore();
}

/** ‖a u + b v‖ in the space of θ. */
function lengthOf(u: Float64Array, v: Float64Array, a: number, b: number): number {
  let squares = 0;
  for (let i = 0; i < u.length; i += 1) squares += (a * u[i]! + b * v[i]!) ** 2;
  return Math.sqrt(squares);
}

function drawCursor(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const cursor = getCursor();
  if (cursor === null || !isInside(scene.slice.window, [cursor.a, cursor.b])) return;
  const [x, y] = scene.toScreen(cursor.a, cursor.b);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1;
  line(ctx, x - 7, y, x + 7, y);
  line(ctx, x, y - 7, x, y + 7);
}

function drawBall(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const ball = ballOf(scene.slice);
  if (ball === null || (scene.projection !== null && !isInside(scene.slice.window, ball))) return;
  const [x, y] = scene.toScreen(...ball);
  ctx.beginPath();
  ctx.arc(x, y, BALL * palette.pen, 0, 2 * Math.PI);
  // Behind a slope: where it would be seen, as a ring.
  if (scene.isHidden(...ball)) {
    ctx.setLineDash([3, 3]);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.4 * palette.pen;
    ctx.stroke();
    ctx.setLineDash([]);
    return;
  }
  ctx.fillStyle = palette.ink;
  ctx.fill();
  ctx.strokeStyle = palette.bg;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x - BALL * 0.3, y - BALL * 0.35, BALL * 0.24, 0, 2 * Math.PI);
  ctx.fillStyle = translucent(palette.bg, 0.75);
  ctx.fill();
}

