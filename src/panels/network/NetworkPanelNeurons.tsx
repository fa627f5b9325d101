/**
 * A button over every neuron, so that the network can be walked with the keyboard: arrow keys go from neuron to neuron,
 * [ and ] (or Alt with an arrow) along the edges that lead into it, Enter selects the neuron or opens the edge's value.
 */
import { useEffect, useRef, useState } from 'react';
import { features } from '../../datasets/features.ts';
import { subscribeFrame } from '../../store/frameStore.ts';
import { hover, select } from '../../store/actions.ts';
import { nabla, type Selection } from '../../store/nabla.ts';
import { layerName, neuronSentence, parameterSentence, type NamedNetwork } from './NetworkPanelNames.ts';
import { neuronAt, stepInPlan, type NetworkPlan, type PlacedUnit } from '../../viz/networkPlan.ts';
import { vectorsNow } from './NetworkPanelVectors.ts';
import { say } from '../../words/say.ts';

/** Names follow the training slowly: nobody can hear sixty a second. */
const NAME_INTERVAL_MS = 1000;

export type NeuronsProps = {
  readonly plan: NetworkPlan;
  readonly named: NamedNetwork;
  /** Opens the value of a weight or bias for typing. */
  readonly onEdit: (parameter: Selection, back: HTMLElement) => void;
  readonly onMore: (layer: number) => void;
};

function selectionOf(unit: PlacedUnit): Selection {
  return unit.layer < 0 ? { kind: 'feature', index: unit.unit } : { kind: 'neuron', layer: unit.layer, unit: unit.unit };
}

function sentenceOf(named: NamedNetwork, unit: PlacedUnit): string {
  if (unit.layer < 0) {
    const name = named.features[unit.unit];
    return name === undefined ? '' : say('Feature {label}', { label: features[name].label });
  }
  return neuronSentence(named, unit.layer, unit.unit, vectorsNow(named.network).parameters);
}

/** The incoming edge (or, last, the bias) at a place of the walk along a neuron's inputs. */
function edgeOf(unit: PlacedUnit, place: number, inputs: number): Selection {
  return place === inputs
    ? { kind: 'bias', layer: unit.layer, unit: unit.unit }
    : { kind: 'weight', layer: unit.layer, unit: unit.unit, input: place };
}

/** Columns far enough apart for "and 52 more" under each. */
function roomyColumns(plan: NetworkPlan): boolean {
  const pitch = (plan.columns[1]?.x ?? plan.width) - (plan.columns[0]?.x ?? 0);
  return plan.direction === 'right' && pitch >= 120;
}

export function NetworkPanelNeurons({ plan, named, onEdit, onMore }: NeuronsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ column: 1, row: 0 });
  const walk = useRef<number | null>(null);
  const [said, setSaid] = useState('');
  const current = neuronAt(plan, place.column, place.row);

  useEffect(() => {
    let last = -Infinity;
    const name = (): void => {
      const now = performance.now();
      if (now - last < NAME_INTERVAL_MS && nabla.getState().playing) return;
      last = now;
      for (const button of box.current?.querySelectorAll<HTMLElement>('[data-neuron]') ?? []) {
        const unit = neuronAt(plan, Number(button.dataset['column']), Number(button.dataset['row']));
        if (unit === null || (button === document.activeElement && nabla.getState().playing)) continue;
        const sentence = sentenceOf(named, unit);
        if (button.getAttribute('aria-label') !== sentence) button.setAttribute('aria-label', sentence);
      }
    };
    name();
    return subscribeFrame(name);
  }, [plan, named]);

  const go = (column: number, row: number): void => {
    setPlace({ column, row });
    box.current?.querySelector<HTMLElement>(`[data-column="${column}"][data-row="${row}"]`)?.focus();
  };

  const walkEdges = (unit: PlacedUnit, by: 1 | -1): void => {
    const inputs = named.network.layers[unit.layer]?.inputs ?? 0;
    const places = inputs + 1;
    const before = walk.current;
    const next = before === null ? (by > 0 ? 0 : inputs) : (before + by + places) % places;
    walk.current = next;
    select(edgeOf(unit, next, inputs));
    setSaid(parameterSentence(named, vectorsNow(named.network), unit.layer, unit.unit, next === inputs ? null : next, [next + 1, places]));
  };

  const press = (event: React.KeyboardEvent<HTMLButtonElement>, unit: PlacedUnit): void => {
    const handled = pressed(event, unit);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const pressed = (event: React.KeyboardEvent<HTMLButtonElement>, unit: PlacedUnit): boolean => {
    if (event.ctrlKey || event.metaKey) return false;
    const onward = event.key === ']' || (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowRight'));
    const backward = event.key === '[' || (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowLeft'));
    if (onward || backward) {
      if (unit.layer >= 0) walkEdges(unit, onward ? 1 : -1);
      return true;
    }
    if (event.key === 'Enter' && walk.current !== null) {
      onEdit(edgeOf(unit, walk.current, named.network.layers[unit.layer]?.inputs ?? 0), event.currentTarget);
      return true;
    }
    if (event.key === 'Escape' && walk.current !== null) {
      walk.current = null;
      setSaid('');
      select(selectionOf(unit));
      return true;
    }
    const next = stepInPlan(plan, place, event.key);
    if (next === null) return false;
    go(next.column, next.row);
    return true;
  };

  return (
    <div ref={box} className="network-neurons" role="group" aria-label={say('Neurons')}>
      {plan.columns.map((column, c) => (
        <div key={column.layer} role="group" aria-label={column.layer < 0 ? say('Features') : column.layer === named.network.layers.length - 1 ? say('Output') : say('Hidden {layer}', { layer: column.layer + 1 })}>
          {column.units.map((unit, r) => (
            <button
              key={unit.unit}
              type="button"
              className="network-neuron"
              data-neuron=""
              data-column={c}
              data-row={r}
              data-layer={unit.layer}
              tabIndex={current === unit ? 0 : -1}
              aria-label={sentenceOf(named, unit)}
              style={{ left: unit.x, top: unit.y, inlineSize: unit.size, blockSize: unit.size }}
              onFocus={() => {
                walk.current = null;
                setPlace({ column: c, row: r });
                hover(selectionOf(unit));
              }}
              onBlur={() => {
                hover(null);
                setSaid('');
              }}
              onClick={() => select(selectionOf(unit))}
              onKeyDown={(event) => press(event, unit)}
            />
          ))}
          {column.more !== null && (
            <button
              type="button"
              className="network-more"
              style={{ left: column.more.x, top: column.more.y }}
              aria-label={say('and {hiddenCount} more: all weights {layerName}', { hiddenCount: column.hiddenCount, layerName: column.layer < 0 ? say('from the features') : say('into {layerName}', { layerName: layerName(named, column.layer) }) })}
              title={column.layer < 0 ? say('The weights of all features as a matrix') : say('All {count} neurons of this layer as a weight matrix', { count: column.units.length + column.hiddenCount })}
              // The features' weights lead into the first layer.
              onClick={() => onMore(Math.max(0, column.layer))}
            >
              {roomyColumns(plan) ? say('and {hiddenCount} more', { hiddenCount: column.hiddenCount }) : `+${column.hiddenCount}`}
            </button>
          )}
        </div>
      ))}
      <p className="unseen" aria-live="polite">{said}</p>
    </div>
  );
}
