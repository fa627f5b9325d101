import { useNabla } from '../store/nabla.ts';
import { useBeat, useShownAddress } from '../store/study.ts';

/** Place in a batch of `count` of the example that is shown: of what is explained, else of the present beat, else the one in focus. */
export function useShownExample(count: number): number {
  const beat = useBeat();
  const address = useShownAddress();
  const focus = useNabla((state) => state.focus);
  const own = address !== null && 'example' in address ? address.example : null;
  return Math.max(0, Math.min(own ?? beat?.example ?? focus, count - 1));
}
