/** A module that is fetched for a command: without a network the page says so, and the command can be given again. */
import { showNotice } from './viewActions.ts';

/** @param name what it is, as people call it: "The check" @returns whether it was there */
export async function fetched<Module>(name: string, load: () => Promise<Module>, perform: (module: Module) => unknown): Promise<boolean> {
  let module: Module;
  try {
    module = await load();
  } catch {
    showNotice({ text: `${name} could not be fetched. With a network it may come; if this site has a newer version by now, a reload brings it.`, tone: 'warning' });
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
