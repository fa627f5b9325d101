/** What can be done to the landscape: other directions, another window, and the ball taken in the hand. */
import { setParameters, sendParameters } from './experimentActions.ts';
import { getFrame } from './frameStore.ts';
import type { LandscapeLook, LandscapeWish } from './landscape.ts';
import { coordinatesOf, type LandscapeDirections, type SlicePlane } from './landscapePlane.ts';
import { shownWindow } from './landscapeSlices.ts';
import { zoomed, type ChosenWindow } from './landscapeWindow.ts';
import { nabla } from './nabla.ts';
import { pause, play } from './playbackActions.ts';
import type { SurfaceTurn } from '../viz/surfaceProjection.ts';

function wish(patch: Partial<LandscapeWish>): void {
  nabla.setState(({ landscape }) => ({ landscape: { ...landscape, ...patch } }));
}

/** Other directions have other units, so the window chosen for these is forgotten. */
export function chooseDirections(directions: LandscapeDirections): void {
  wish({ directions, window: null });
}

/** The two weights along which the loss is shown; choosing one that is the other already exchanges them. */
export function choosePair(axis: 0 | 1, index: number): void {
  const shown = nabla.getState().lossSlice?.plane.pair ?? [0, 1];
  const other = shown[1 - axis]!;
  const rest = other === index ? shown[axis] : other;
  wish({ pair: axis === 0 ? [index, rest] : [rest, index], window: null });
}

export function anotherSeed(): void {
  wish({ seed: (nabla.getState().landscape.seed % 999) + 1, window: null });
}

export function chooseWindow(window: ChosenWindow | null): void {
  wish({ window });
}

export function zoomLandscape(factor: number): void {
  const window = shownWindow();
  if (window !== null) wish({ window: zoomed(window, factor) });
}

/** The plane under a hand: what lay at `from` goes to where `to` lies, and the window is `factor` times as large about it. */
export function dragLandscape(from: readonly [number, number], to: readonly [number, number], factor = 1): void {
  const window = shownWindow();
  if (window !== null) wish({ window: zoomed({ ...window, a: window.a + from[0] - to[0], b: window.b + from[1] - to[1] }, factor, from) });
}

export function setLook(look: LandscapeLook): void {
  wish({ look });
}

export function turnSurface(turn: SurfaceTurn): void {
  wish({ turn });
}

// ---- the ball ----

const SEND_MS = 40;
/** θ as it was sent counts for so long before a frame must show it. */
const ON_ITS_WAY_MS = 250;

type Hold = { readonly plane: SlicePlane; readonly from: Float64Array; readonly start: readonly [number, number]; readonly wasPlaying: boolean };

let hold: Hold | null = null;
let at: readonly [number, number] | null = null;
let latest: { readonly values: Float64Array; readonly time: number } | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

const ballListeners = new Set<() => void>();

/** Calls the listener whenever the hand moves the ball, which is before the network has followed. */
export function subscribeBall(listener: () => void): () => void {
  ballListeners.add(listener);
  return () => { ballListeners.delete(listener); };
}

function tellBall(): void {
  for (const listener of ballListeners) listener();
}

/** Where the ball is held, in the plane's coordinates; null when it is where the network is. */
export const heldAt = (): readonly [number, number] | null => at;

/** Takes the ball; training stands while it is held. */
export function holdBall(): void {
  const { lossSlice, playing, run } = nabla.getState();
  const frame = getFrame();
  if (hold !== null || lossSlice === null || frame === null || frame.run !== run || frame.parameters.length !== lossSlice.plane.u.length) return;
  hold = { plane: lossSlice.plane, from: frame.parameters.slice(), start: coordinatesOf(lossSlice.plane, frame.parameters), wasPlaying: playing };
  if (playing) pause();
  nabla.setState({ isBallHeld: true });
}

/** Moves the held ball; the weights follow at once, a few times a hundred milliseconds. */
export function moveBall(a: number, b: number): void {
  if (hold === null || !Number.isFinite(a) || !Number.isFinite(b)) return;
  at = [a, b];
  tellBall();
  timer ??= setTimeout(() => {
    timer = null;
    if (hold !== null && at !== null) sendParameters(placed(hold, at), hold.from);
  }, SEND_MS);
}

/** Lets the ball go where it is: one change for Undo, whatever way it went. */
export function releaseBall(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const held = hold;
  hold = null;
  nabla.setState({ isBallHeld: false });
  if (held === null) return;
  if (at !== null) setParameters(placed(held, at), held.from);
  setTimeout(() => {
    if (hold !== null) return;
    at = null;
    tellBall();
  }, ON_ITS_WAY_MS);
  if (held.wasPlaying) play();
}

/** A step of the keyboard; steps that follow each other quickly are one change for Undo. */
export function nudgeBall(da: number, db: number): void {
  const { lossSlice, run } = nabla.getState();
  const frame = getFrame();
  if (lossSlice === null || frame === null || frame.run !== run || frame.parameters.length !== lossSlice.plane.u.length) return;
  const now = performance.now();
  const from = latest !== null && now - latest.time < ON_ITS_WAY_MS && latest.values.length === frame.parameters.length ? latest.values : frame.parameters.slice();
  const { u, v } = lossSlice.plane;
  const values = from.map((value, i) => value + da * u[i]! + db * v[i]!);
  latest = { values, time: now };
  setParameters(values, from, { coalesce: 'landscape ball' });
}

/** θ of the ball at (a, b): what it was when it was taken, moved within the plane. */
function placed({ plane: { pair, u, v }, from, start }: Hold, [a, b]: readonly [number, number]): Float64Array {
  const [da, db] = [a - start[0], b - start[1]];
  const values = from.map((value, i) => value + da * u[i]! + db * v[i]!);
  // A weight that is a coordinate is set to it, not near it.
  if (pair !== null) [values[pair[0]], values[pair[1]]] = [a, b];
  return values;
}
