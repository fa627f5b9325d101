import { fetched } from './fetched.ts';

/** Moving within an update comes once the first run is open. */
export const withStepping = (perform: (actions: typeof import('../store/steppingActions.ts')) => void) => (): void => {
  void fetched('What moves within an update', () => import('../store/steppingActions.ts'), perform);
};
