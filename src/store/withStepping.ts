import { fetchedOnce } from './fetched.ts';

/** Moving within an update comes once the first run is open. */
export const withStepping = fetchedOnce('What moves within an update', () => import('./steppingActions.ts'));
