/** The value of a weight or bias, typed where it stands. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { NumberField } from '../../components/NumberField.tsx';
import { limits } from '../../config/limits.ts';
import { setParameter } from '../../store/actions.ts';
import type { Selection } from '../../store/nabla.ts';
import { capital, formatExact, formatSetting } from '../../viz/format.ts';
import { parameterIndex, parameterName, type NamedNetwork } from './NetworkPanelNames.ts';
import { vectorsNow } from './NetworkPanelVectors.ts';
import { say } from '../../words/say.ts';

export type EditorProps = {
  readonly named: NamedNetwork;
  readonly parameter: Selection;
  /** Middle of the field, px of the stage. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
};

export function NetworkPanelEditor({ named, parameter, x, y, onClose }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    element.querySelector('input')?.focus();
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
      /* The field has dealt with Enter by then: it stays open only to say why a number cannot be used. */
      if (event.key === 'Enter') requestAnimationFrame(() => element.querySelector('[aria-invalid=true]') === null && close());
    };
    const leave = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close();
    };
    element.addEventListener('keydown', press);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('keydown', press);
      element.removeEventListener('focusout', leave);
    };
  }, []);
  const index = parameterIndex(named.network, parameter);
  if (index === null || (parameter.kind !== 'weight' && parameter.kind !== 'bias')) return null;
  const input = parameter.kind === 'weight' ? parameter.input : null;
  const name = parameterName(named, parameter.layer, parameter.unit, input);
  const value = vectorsNow(named.network).parameters[index] ?? 0;

  return (
    <div
      ref={box}
      role="group"
      aria-label={say('Change the value')}
      className="network-editor"
      style={{ left: x, top: y }}
      title={formatExact(value)}
    >
      <NumberField
        label={capital(name)}
        value={value}
        min={limits.weight.min}
        max={limits.weight.max}
        step={0.01}
        width={8}
        format={(number) => formatSetting(number, 6)}
        onCommit={(next) => setParameter(index, next)}
      />
    </div>
  );
}
