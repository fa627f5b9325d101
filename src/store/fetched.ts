/** A module that is fetched for a command: without a network the page says so, and the command can be given again. */
import { notFetched } from '../viz/notFetched.ts';
import { showNotice } from './viewActions.ts';

/** @param name what it is, as people call it: "The check" @returns whether it was there */
export async function fetched<Module>(name: string, load: () => Promise<Module>, perform: (module: Module) => unknown): Promise<boolean> {
  let module: Module;
  try {
    module = await load();
  } catch {
    showNotice({ text: notFetched(name), tone: 'warning' });
    return false;
  }
  await perform(module);
  return true;
}

/** Commands of a module that is fetched for the first of them, and does the others at once. */
export function fetchedOnce<Module>(name: string, load: () => Promise<Module>): (perform: (module: Module) => void) => () => void {
  let module: Module | null = null;
  return (perform) => () => {
    if (module !== null) perform(module);
    else {
      void fetched(name, load, (come) => {
        module = come;
        perform(come);
      });
    }
  };
}
