import { nabla } from '../store/nabla.ts';

/**
 * The screen stays on while presenting. A hidden tab loses that, and takes it again when it is shown.
 * @param screen what keeps it on; undefined where the browser has no such thing: nothing happens then
 * @returns what ends it
 */
export function keepScreenOn(screen: Pick<WakeLock, 'request'> | undefined): () => void {
  if (screen === undefined) return () => { /* Nothing has begun. */ };
  let lock: WakeLockSentinel | null = null;
  let isAsked = false;
  let isStopped = false;
  const look = (): void => {
    const isWanted = nabla.getState().presenting && !isStopped;
    if (!isWanted) void letGo();
    else if (!isAsked && lock?.released !== false && document.visibilityState === 'visible') void take();
  };
  const take = async (): Promise<void> => {
    isAsked = true;
    try {
      lock = await screen.request('screen');
    } catch {
      // Refused, as with an empty battery: the screen is then as the system has it, until the tab is shown again.
      return;
    } finally {
      isAsked = false;
    }
    look();
  };
  const letGo = async (): Promise<void> => {
    const given = lock;
    lock = null;
    if (given?.released === false) await given.release();
  };
  const unsubscribe = nabla.subscribe((now, before) => { if (now.presenting !== before.presenting) look(); });
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    isStopped = true;
    unsubscribe();
    document.removeEventListener('visibilitychange', look);
    look();
  };
}
