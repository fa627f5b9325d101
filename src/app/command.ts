/** One thing that one can tell the page to do. */
import type { ViewName } from '../store/nabla.ts';
import type { Keys } from './keys.ts';

export type CommandGroup = 'Training' | 'Experiment' | 'View' | 'Data set' | 'Help';

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys: readonly Keys[];
  readonly perform: () => void;
  /** The view it is of; 'training': all but the Step view. Default all of them. */
  readonly offeredIn?: 'step' | 'training';
  /** Whether it can be done now; default yes. */
  readonly isPossible?: () => boolean;
  /** Whether its keys do nothing now, though it can be done; default no. */
  readonly keysRest?: () => boolean;
  /** What it is called in the Step view, if not the same. */
  readonly labelInStep?: string;
};

/** The commands that are of use in a view, as they are called there. */
export function commandsIn(view: ViewName, commands: readonly Command[]): readonly Command[] {
  const isStep = view === 'step';
  return commands
    .filter(({ offeredIn, isPossible }) => (offeredIn === undefined || (offeredIn === 'step') === isStep) && isPossible?.() !== false)
    .map((each) => (isStep && each.labelInStep !== undefined ? { ...each, label: each.labelInStep } : each));
}
