/**
 * Where the system sets the colours, they need rules of their own. Without a network the page is only less plain to see: nothing is
 * reported, and they are asked for again when there is one, or when the colours are set the next time.
 */
import { askForStylesAgain } from '../components/later.tsx';

export function followForcedColours(forced: MediaQueryList, fetchRules: () => Promise<unknown>): void {
  let isMissing = false;
  const follow = (): void => {
    if (!forced.matches) return;
    if (isMissing) askForStylesAgain();
    fetchRules().catch(() => { isMissing = true; });
  };
  follow();
  forced.addEventListener('change', follow);
  addEventListener('online', follow);
}
