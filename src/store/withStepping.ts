import { fetchedOnce } from './fetched.ts';
import { say } from '../words/say.ts';

/** Moving within an update comes once the first run is open. */
export const withStepping = fetchedOnce(say('What moves within an update'), () => import('./steppingActions.ts'));
