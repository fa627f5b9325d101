/** The value of the selected weight or bias, standing on it: a button that opens it for typing. */
import { useEffect, useRef } from 'react';
import { subscribeFrame } from '../../store/frameStore.ts';
import { useNabla, type Selection } from '../../store/nabla.ts';
import { formatNumber } from '../../viz/format.ts';
import { parameterPlace } from './NetworkPanelHits.ts';
import { parameterIndex, parameterName, shownVector, tagText, type NamedNetwork } from './NetworkPanelNames.ts';
import type { NetworkPlan } from '../../viz/networkPlan.ts';
import { vectorsNow } from './NetworkPanelVectors.ts';
import { say } from '../../words/say.ts';

export function NetworkPanelTag({ plan, named, onEdit }: {
  plan: NetworkPlan; named: NamedNetwork; onEdit: (parameter: Selection, back: HTMLElement | null) => void;
}) {
  const selection = useNabla((state) => state.selection);
  const edges = useNabla((state) => state.edges);
  const button = useRef<HTMLButtonElement>(null);
  const index = parameterIndex(named.network, selection);
  const place = parameterPlace(plan, selection);
  const name = selection?.kind === 'weight' || selection?.kind === 'bias'
    ? parameterName(named, selection.layer, selection.unit, selection.kind === 'weight' ? selection.input : null)
    : '';

  useEffect(() => {
    if (index === null) return undefined;
    const write = (): void => {
      const vectors = vectorsNow(named.network);
      const text = tagText(shownVector(vectors, edges)[index] ?? 0, edges);
      const element = button.current;
      if (element === null || element.textContent === text) return;
      element.textContent = text;
      element.setAttribute('aria-label', say('Change the {name}, now {value}', { name, value: formatNumber(vectors.parameters[index] ?? 0) }));
    };
    write();
    return subscribeFrame(write);
  }, [named, index, edges, name]);

  if (index === null || place === null || selection === null) return null;
  const value = formatNumber(vectorsNow(named.network).parameters[index] ?? 0);
  return (
    <button
      ref={button}
      type="button"
      className="network-tag"
      data-edges={edges}
      style={{ left: Math.max(30, Math.min(plan.width - 30, place.x)), top: place.y }}
      aria-label={say('Change the {name}, now {value}', { name, value })}
      title={say('Click to type a value; drag up or down to change it (with Shift finely)')}
      onClick={() => onEdit(selection, null)}
    />
  );
}
