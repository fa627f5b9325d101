/** A menu among the controls of the Step view leaves ← and → to the step: they never change the setting unseen. */
import { useMemo, useRef, type ComponentProps, type KeyboardEvent } from 'react';
import { nabla } from './nabla.ts';
import { withStepping } from './withStepping.ts';

type StepSelect<Value extends string> = {
  readonly onChange: (value: Value) => void;
  readonly native: Pick<ComponentProps<'select'>, 'onKeyDown' | 'onPointerDown'>;
};

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
