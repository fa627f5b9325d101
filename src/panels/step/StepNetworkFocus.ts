/** The keyboard's and the small screen's way through the picture of a step. */
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { addressOf, biasIndex, weightIndex, type Network } from '../../engine/network.ts';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import type { Study } from '../../explain/study.ts';
import { chooseParameter, light } from '../../store/actions.ts';
import { openQuantity } from '../../store/steppingActions.ts';
import { formatNumber } from '../../viz/format.ts';
import { createEdgeSet, hitEdge } from '../../viz/edges.ts';
import { stepColumns } from '../../viz/stepColumns.ts';
import { middleOf, type StepLayout } from './StepNetworkLayout.ts';
import { nextStop, readingOrder, type Stop } from './StepNetworkWalk.ts';
import { say } from '../../words/say.ts';

/** How far from its line an edge is still meant, px. */
const EDGE_REACH = 8;

/** Key of the quantity that a thing in the picture stands for. */
export function keyAt(target: EventTarget): string | null {
  return target instanceof Element ? target.closest('[data-quantity]')?.getAttribute('data-quantity') ?? null : null;
}

/** Key of the weight whose edge is nearest to the pointer on the picture, of several as near the strongest; null where none is near. */
export function edgeKeyAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }, picture: Element | null, layout: StepLayout, theta: Float64Array): string | null {
  const seen = picture?.getBoundingClientRect();
  if (seen === undefined) return null;
  // On the screen it may be larger or smaller than it was laid out.
  const size = seen.width / layout.width;
  const edge = layout.edges[hitEdge(createEdgeSet(layout.edges, 'right'), (clientX - seen.left) / size, (clientY - seen.top) / size, EDGE_REACH, theta)];
  return edge === undefined ? null : addressKey({ kind: 'parameter', index: edge.parameter });
}

/** Opens the explanation of a quantity; of a weight or bias its paths, too. */
export function openKey(key: string | null): void {
  const address = key === null ? null : parseAddress(key);
  if (address === null) return;
  if (address.kind === 'parameter') chooseParameter(address.index);
  openQuantity(address);
}

/**
 * Where the picture is larger than its frame, the present quantity is scrolled into sight; whoever moves it elsewhere is left there
 * until the next.
 * @param size so many times as large as it is laid out
 */
export function useScrollToLit(stage: RefObject<HTMLDivElement | null>, frameWidth: number, layout: StepLayout, network: Network, address: Address | null, size: number): void {
  const layer = address === null ? null : 'layer' in address ? address.layer
    : 'index' in address && address.index < network.parameterCount ? addressOf(network, address.index).layer
    : address.kind === 'outputLoss' || address.kind === 'exampleLoss' || address.kind === 'target' ? network.layers.length : null;
  const unit = address !== null && 'unit' in address ? address.unit : null;
  const show = useEffectEvent(() => {
    const frame = stage.current;
    if (frame === null || layer === null || layout.width * size <= frameWidth) return;
    const column = stepColumns(network, layout.width, layout.text)[layer + 1];
    if (column === undefined) return;
    const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const placed = layout.layers[layer]?.units.find((each) => each.unit === unit);
    frame.scrollTo({
      left: (size * (column.from + column.to) - frameWidth) / 2,
      ...(placed === undefined ? {} : { top: size * middleOf(placed) - frame.clientHeight / 2 }),
      behavior: smooth ? 'smooth' : 'auto',
    });
  });
  useEffect(() => { show(); }, [frameWidth, layout.text, network, layer, unit]);
}

/** Which of a unit's incoming edges, its bias last, is walked. */
type EdgeWalk = { readonly unit: string; readonly place: number };

/** Where a button of the picture was placed; asking the page where it is would have it laid out. */
function placeOf({ style }: HTMLElement): Stop {
  const px = (text: string): number => Number.parseFloat(text) || 0;
  return { x: px(style.left || style.getPropertyValue('--x')) + px(style.width) / 2, y: px(style.top || style.getPropertyValue('--y')) + px(style.height) / 2 };
}

/**
 * One tab stop; ↑ and ↓ go on from there as the numbers lie, [ and ] along the weights into the neuron that has the focus, as in
 * Play. ← and → are left to the step.
 */
export function useRovingFocus(stage: RefObject<HTMLDivElement | null>, { network, names, trace }: Study, layout: StepLayout) {
  const [current, setCurrent] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const walk = useRef<EdgeWalk | null>(null);
  const columns = (): ReturnType<typeof stepColumns> => stepColumns(network, layout.width, layout.text);
  const stops = (): HTMLElement[] => [...stage.current?.querySelectorAll<HTMLElement>('button[data-quantity]') ?? []];

  const stop = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    // Most steps leave it where it is.
    if (stop.current?.isConnected === true && stop.current.tabIndex === 0 && (current === null || stop.current.dataset['quantity'] === current)) return;
    const all = stops();
    const chosen = all.find((each) => each.dataset['quantity'] === current) ?? all[readingOrder(all.map(placeOf), columns())[0]?.index ?? 0];
    for (const each of all) if ((each === chosen) !== (each.tabIndex === 0)) each.tabIndex = each === chosen ? 0 : -1;
    stop.current = chosen ?? null;
  });

  const parameterKey = ({ unit, place }: EdgeWalk): string => {
    const [layer = 0, u = 0] = unit.split('.').map(Number);
    const inputs = network.layers[layer]?.inputs ?? 0;
    return addressKey({ kind: 'parameter', index: place < inputs ? weightIndex(network, layer, u, place) : biasIndex(network, layer, u) });
  };
  const walkEdges = (address: Address & { readonly layer: number; readonly unit: number }, by: 1 | -1): void => {
    const unit = `${address.layer}.${address.unit}`;
    const count = (network.layers[address.layer]?.inputs ?? 0) + 1;
    const before = walk.current?.unit === unit ? walk.current.place : by === 1 ? -1 : 0;
    walk.current = { unit, place: (before + by + count) % count };
    const key = parameterKey(walk.current);
    const parameter = parseAddress(key);
    light(key);
    if (parameter?.kind !== 'parameter') return;
    setSaid(say('{title}, {spoken}: {theta}; {place} of {count}, Enter opens it', { title: names.title(parameter), spoken: names.symbol(parameter).spoken, theta: formatNumber(trace.theta[parameter.index] ?? Number.NaN), place: walk.current.place + 1, count }));
  };

  const handled = (event: KeyboardEvent, target: HTMLElement): boolean => {
    if (event.key === '[' || event.key === ']') {
      const address = parseAddress(keyAt(target) ?? '');
      if (address === null || !('layer' in address)) return false;
      walkEdges(address, event.key === ']' ? 1 : -1);
      return true;
    }
    if (event.key === 'Enter' && walk.current !== null) {
      openKey(parameterKey(walk.current));
      return true;
    }
    const all = stops();
    const next = nextStop(all.map(placeOf), columns(), all.indexOf(target), event.key);
    if (next === null) return false;
    all[next]?.focus();
    return true;
  };

  return {
    said,
    onFocus: (event: FocusEvent) => {
      const key = keyAt(event.target);
      walk.current = null;
      setCurrent(key);
      light(key);
    },
    onBlur: () => {
      light(null);
      setSaid('');
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement) || !handled(event, event.target)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
