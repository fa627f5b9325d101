/** What makes the loss heard is fetched when it is first wanted. */
import { fetchedOnce } from '../store/fetched.ts';
import { nabla } from '../store/nabla.ts';
import { saySoundless } from '../store/viewActions.ts';
import { say } from '../words/say.ts';

/** Sounds from the first time that the setting is on; returns what ends it. */
export function installSound(): () => void {
  let end: (() => void) | null = null;
  let isEnded = false;
  const begin = fetchedOnce(say('The sound of the loss'), () => import('./lossSound.ts'))(({ hearLoss }) => {
    if (!isEnded) end ??= hearLoss(() => new AudioContext(), saySoundless);
  });
  if (nabla.getState().sound) begin();
  const unsubscribe = nabla.subscribe((now, before) => { if (now.sound && !before.sound) begin(); });
  return () => {
    isEnded = true;
    unsubscribe();
    end?.();
  };
}
