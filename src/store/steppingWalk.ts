/** Steps that follow one another by themselves. */
import { nabla } from './nabla.ts';
import { moveForward } from './steppingMoves.ts';

/** Long enough to read a number and see where it came from. */
const BEAT_MS = 900;

/** Steps on as long as the store says `walking` and someone can see it; returns what ends that. */
export function watchWalking(): () => void {
  let timer: ReturnType<typeof setInterval> | null = null;
  let begunIn = 0;
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    if (nabla.getState().walking) nabla.setState({ walking: false });
  };
  const unsubscribe = nabla.subscribe(() => {
    const { walking, view, status, run } = nabla.getState();
    if (timer === null) {
      if (!walking) return;
      begunIn = run;
      timer = setInterval(() => { if (!moveForward()) stop(); }, BEAT_MS);
    }
    if (!walking || view !== 'step' || status === 'diverged' || run !== begunIn) stop();
  });
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') stop();
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    stop();
    unsubscribe();
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
