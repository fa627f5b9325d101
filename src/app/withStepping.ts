/** Moving within an update comes once the first run is open. */
export const withStepping = (perform: (actions: typeof import('../store/steppingActions.ts')) => void) => (): void => {
  void import('../store/steppingActions.ts').then(perform);
};
