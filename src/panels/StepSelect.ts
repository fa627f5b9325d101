/** A menu among the controls of the Step view leaves ← and → to the step: they never change the setting unseen. */
import { useMemo, useRef, type KeyboardEvent } from 'react';
import type { ChoiceProps } from '../components/Choice.tsx';
import { nabla } from '../store/nabla.ts';
import { withStepping } from '../store/withStepping.ts';

type StepSelect<Value extends string> = Required<Pick<ChoiceProps<Value>, 'native' | 'onChange'>>;

/**
 * Props of a Choice. In the Step view, what was chosen from the open menu leads the focus to the button Step; by ↑ and ↓ one goes
 * on choosing.
 */
export function useStepSelect<Value extends string>(onChange: (value: Value) => void): StepSelect<Value> {
  const isOpened = useRef(false);
  const choose = useRef(onChange);
  choose.current = onChange;
  return useMemo(() => ({
    onChange: (value: Value) => {
      choose.current(value);
      if (isOpened.current && nabla.getState().view === 'step') focusStep();
      isOpened.current = false;
    },
    native: {
      onPointerDown: () => { isOpened.current = true; },
      onKeyDown: (event: KeyboardEvent<HTMLSelectElement>) => {
        if (event.ctrlKey || event.metaKey) return;
        if (event.key === 'Enter' || event.key === ' ' || event.altKey) isOpened.current = true;
        else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') isOpened.current = false;
        else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && nabla.getState().view === 'step') {
          event.preventDefault();
          const isForward = event.key === 'ArrowRight';
          withStepping(({ stepForward, stepBackward }) => { (isForward ? stepForward : stepBackward)(); })();
        }
      },
    },
  }), []);
}

/** Within a popover the focus stays: it would be left open behind it. */
function focusStep(): void {
  if ((document.activeElement?.closest('[popover]') ?? null) === null) document.querySelector<HTMLElement>('button[data-steps]')?.focus();
}
