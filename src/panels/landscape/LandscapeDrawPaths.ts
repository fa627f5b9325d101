/** Draws the paths of the runs over the landscape. On the surface they lie on its slopes, and faintly behind them. */
import { getFrame } from '../../store/frameStore.ts';
import { walkedPath, type PathPosition } from '../../store/landscapePath.ts';
import { keptCoordinates } from '../../store/landscapePlane.ts';
import { nabla } from '../../store/nabla.ts';
import { runColour, translucent, type Palette } from '../../viz/palette.ts';
import { ballOf, isInside, type Scene } from './LandscapeScene.ts';

/** Opacity of what lies behind a slope. */
export const HIDDEN = 0.4;
const DOT_GAP = 14;
/** px between two looks at whether a slope is in between. */
const LOOK_PX = 6;
const MOST_LOOKS = 40;

/** A position on the plane and on the screen. */
type Stand = { readonly a: number; readonly b: number; readonly x: number; readonly y: number; readonly inside: boolean; readonly hidden: boolean; readonly jump: boolean };

/** A part of a path that is drawn in one way. */
type Stretch = { readonly points: (readonly [number, number])[]; readonly hidden: boolean; readonly jump: boolean };

function standAt(scene: Scene, [a, b]: readonly [number, number], jump: boolean): Stand {
  const [x, y] = scene.toScreen(a, b);
  const inside = isInside(scene.slice.window, [a, b]);
  return { a, b, x, y, inside, hidden: inside && scene.isHidden(a, b), jump };
}

const standsOf = (scene: Scene, path: readonly PathPosition[]): Stand[] => path.map(({ theta, jump }) => standAt(scene, keptCoordinates(scene.slice.plane, theta), jump));

/** The path cut where it goes behind a slope and comes out again, where a jump begins or ends, and at the surface's edge. */
function stretchesOf(scene: Scene, stands: readonly Stand[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let last: Stretch | null = null;
  const join = (from: Stand, to: Stand, jump: boolean): void => {
    const hidden = from.hidden && to.hidden;
    if (last === null || last.hidden !== hidden || last.jump !== jump) {
      last = { points: [[from.x, from.y]], hidden, jump };
      stretches.push(last);
    }
    last.points.push([to.x, to.y]);
  };
  for (let i = 1; i < stands.length; i += 1) {
    const [from, to] = [stands[i - 1]!, stands[i]!];
    if (scene.projection === null) {
      join(from, to, to.jump);
      continue;
    }
    if (!from.inside || !to.inside) {
      last = null;
      continue;
    }
    const looks = Math.min(MOST_LOOKS, Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / LOOK_PX)));
    let before = from;
    for (let k = 1; k <= looks; k += 1) {
      const share = k / looks;
      const next = k === looks ? to : standAt(scene, [from.a + (to.a - from.a) * share, from.b + (to.b - from.b) * share], false);
      join(before, next, to.jump);
      before = next;
    }
  }
  return stretches;
}

function stroke(ctx: CanvasRenderingContext2D, stretches: readonly Stretch[], width: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  for (const { points, hidden, jump } of stretches) {
    ctx.setLineDash(jump ? [2, 5] : hidden ? [1, 4] : []);
    ctx.globalAlpha = hidden ? HIDDEN : 1;
    ctx.beginPath();
    points.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** The path of the present run on the plane: a line with dots, dashed where weights were set by hand. */
export function drawPath(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const { plane, run } = scene.slice;
  const frame = getFrame();
  if (frame === null || frame.run !== run) return;
  const stands = standsOf(scene, walkedPath.upTo(run, frame.step).filter(({ theta }) => theta.length === plane.u.length));
  if (stands.length === 0) return;
  const ball = ballOf(scene.slice);
  if (ball !== null && !nabla.getState().isBallHeld) stands.push(standAt(scene, ball, false));
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  const stretches = stretchesOf(scene, stands);
  stroke(ctx, stretches.filter(({ hidden }) => !hidden), 4 * palette.pen, translucent(palette.bg, 0.65));
  stroke(ctx, stretches, 1.6 * palette.pen, palette.train);
  let last: Stand | null = null;
  for (const stand of stands) {
    if (scene.projection !== null && !stand.inside) continue;
    const isFirst = last === null;
    if (last !== null && (stand.hidden || Math.hypot(stand.x - last.x, stand.y - last.y) < DOT_GAP)) continue;
    ctx.globalAlpha = stand.hidden ? HIDDEN : 1;
    ctx.beginPath();
    ctx.arc(stand.x, stand.y, (isFirst ? 4.5 : 2.6) * palette.pen, 0, 2 * Math.PI);
    ctx.fillStyle = isFirst ? palette.bg : palette.train;
    ctx.fill();
    ctx.strokeStyle = isFirst ? palette.train : palette.bg;
    ctx.lineWidth = isFirst ? 1.6 : 0.8;
    ctx.stroke();
    last = stand;
  }
  ctx.globalAlpha = 1;
}

/** The paths of other runs, in their own colours and with their names where they end. */
export function drawOtherPaths(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette): void {
  const { runs } = nabla.getState();
  const { plane, run } = scene.slice;
  for (const entry of runs) {
    const path = entry.run === run || !entry.isShown ? undefined : walkedPath.others.get(entry.run);
    if (path === undefined || path[0]?.theta.length !== plane.u.length) continue;
    const stands = standsOf(scene, path);
    stroke(ctx, stretchesOf(scene, stands.map((stand) => ({ ...stand, jump: false }))), 1.4 * palette.pen, runColour(entry.colour, palette));
    const end = stands.at(-1)!;
    if (!end.inside) continue;
    ctx.globalAlpha = end.hidden ? HIDDEN : 1;
    ctx.beginPath();
    ctx.arc(end.x, end.y, 4 * palette.pen, 0, 2 * Math.PI);
    ctx.fillStyle = runColour(entry.colour, palette);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.font = `${palette.t1}px ${palette.text}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.strokeStyle = translucent(palette.bg, 0.8);
    ctx.lineWidth = 3;
    ctx.strokeText(entry.name, end.x + 8, end.y);
    ctx.fillStyle = end.hidden ? palette.ink2 : palette.ink;
    ctx.fillText(entry.name, end.x + 8, end.y);
  }
}
