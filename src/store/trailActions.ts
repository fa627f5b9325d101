/** What one can do with an explanation and in the Step view that needs to know nothing of the update. */
import type { Stride } from '../explain/script.ts';
import { nabla } from './nabla.ts';

/** Back to the quantity from which the last one was opened. */
export function closeQuantity(): void {
  const { trail } = nabla.getState();
  if (trail.length > 0) nabla.setState({ trail: trail.slice(0, -1) });
}

/** Back along the trail until it has `depth` quantities. */
export function backTo(depth: number): void {
  const { trail } = nabla.getState();
  if (depth < trail.length) nabla.setState({ trail: trail.slice(0, Math.max(0, depth)) });
}

export function closeTrail(): void {
  backTo(0);
}

/** Lights up the quantity with this key wherever it appears; null: none. */
export function light(key: string | null): void {
  if (nabla.getState().lit !== key) nabla.setState({ lit: key });
}

/** Lights up a path, given by the keys of what it goes through; null: none. */
export function lightPath(keys: readonly string[] | null): void {
  if (nabla.getState().litPath !== keys) nabla.setState({ litPath: keys });
}

/** Shows the paths of this entry of θ; null: of the one that is being computed. */
export function chooseParameter(index: number | null): void {
  nabla.setState({ chosen: index });
}

export function setStride(stride: Stride): void {
  nabla.setState({ stride });
}

/** Has the steps follow one another, or stops that. */
export function toggleWalking(): void {
  nabla.setState(({ walking }) => (walking ? { walking: false } : { walking: true, trail: [] }));
}
