/**
 * The network of a step: every neuron its curve with the point (z, a) and its tangent, values above, gradients below, weights on
 * their edges, and the loss as a box of its own. What the present step is about lies on the marker. Anything can be clicked.
 */
import { useDeferredValue, useMemo, useRef, type MouseEvent } from 'react';
import { TextButton } from '../../components/TextButton.tsx';
import { usePalette } from '../../components/usePalette.ts';
import type { Network } from '../../engine/network.ts';
import { addressOf } from '../../engine/network.ts';
import { addressKey, isAddressIn, parseAddress } from '../../explain/address.ts';
import { sumPaths } from '../../explain/paths.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useBeat, useScript, useShownAddress } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { pictureWidth } from '../../viz/stepColumns.ts';
import { useExampleName, useShownExample } from './StepExampleShown.ts';
import { StepNetworkBoxButtons } from './StepNetworkBoxButtons.tsx';
import { StepNetworkEdges, StepNetworkMarker } from './StepNetworkEdges.tsx';
import { edgeKeyAt, keyAt, openKey, useRovingFocus, useScrollToLit } from './StepNetworkFocus.ts';
import { StepNetworkHeat } from './StepNetworkHeat.tsx';
import { litItems, shownItems, stepItems, type StepItem } from './StepNetworkItems.ts';
import { layoutStep, placesOf, shareLayout, type StepLayout } from './StepNetworkLayout.ts';
import { bothLit, litParts, litPathParts, nothingLit, signalOf, type LitParts } from './StepNetworkLit.ts';
import { StepNetworkPictures } from './StepNetworkPictures.tsx';
import { contributions, shownUnits } from './StepNetworkShown.ts';
import { StepNetworkSignal } from './StepNetworkSignal.tsx';
import { StepNetworkValue } from './StepNetworkValue.tsx';
import { splitZoom, useStepZoom } from './StepNetworkZoom.ts';
import { pathKeys } from './StepPathsText.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import './StepNetwork.css';
import { say } from '../../words/say.ts';

const LEAST_HEIGHT = 120;
/** Px left of the inputs' dots for "58 more inputs", at 13 px of text. */
const ROOM_FOR_INPUTS = 80;
/** From one layer to the next for "and 58 more", likewise. */
const ROOM_FOR_MORE = 84;

export function StepNetwork() {
  const study = useStudy();
  const script = useScript();
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  return (
    <section className="step-network" aria-label={say('Network')}>
      <div ref={box} className="step-network-frame">
        {study === null || script === null
          ? <p className="step-network-waiting">{say('The numbers of the next update are being computed.')}</p>
          : width > 0 && <Picture study={study} script={script} width={width} height={Math.max(LEAST_HEIGHT, height)} />}
      </div>
    </section>
  );
}

type PictureProps = { readonly study: Study; readonly script: Script; readonly width: number; readonly height: number };

function Picture({ study, script, width: frameWidth, height: frameHeight }: PictureProps) {
  const { t2: text } = usePalette();
  const { network, trace } = study;
  const { theta } = trace;
  const position = useNabla((state) => state.position);
  const lit = useDeferredValue(useNabla((state) => state.lit));
  const litPath = useDeferredValue(useNabla((state) => state.litPath));
  const beat = useBeat();
  const shownAddress = useShownAddress();
  const example = useShownExample(trace.examples.length);
  const exampleName = useExampleName(study, example);
  const chosen = useNabla((state) => state.chosen);
  const pass = useMemo(() => study.pass(example), [study, example]);
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const zoom = useStepZoom(stage);
  const fitWidth = pictureWidth(network, frameWidth, text);
  const split = splitZoom(zoom.k, fitWidth, network, text);
  const [width, height] = [Math.round(fitWidth * split.layout), Math.round(frameHeight * split.layout)];

  const key = shownAddress === null ? null : addressKey(shownAddress);
  const isBeat = beat !== null && key === addressKey(beat.address);
  const term = isBeat ? beat.term : null;
  const step = useMemo(() => partsOfKey(network, key, term), [network, key, term]);
  const ways = useMemo(() => (chosen === null ? nothingLit : partsOfWays(study, example, chosen)), [study, example, chosen]);
  const present = useMemo(() => bothLit(step, ways), [step, ways]);
  const hovered = useMemo(() => partsOfKey(network, lit, null), [network, lit]);
  const pointed = useMemo(() => (litPath === null ? null : partsOfPath(network, litPath)), [network, litPath]);
  const marked = useMemo(() => pointed ?? bothLit(present, hovered), [pointed, present, hovered]);

  const worth = useMemo(
    () => network.layers.map((_, layer) => contributions(network, theta, pass.a[layer] ?? new Float64Array(0), layer)),
    [network, theta, pass],
  );
  const guests = JSON.stringify(litUnits(network, pointed ?? present));
  const lastLayout = useRef<StepLayout | null>(null);
  const layout = useMemo(() => {
    const lists: readonly (readonly number[])[] = JSON.parse(guests) as number[][];
    const places = placesOf(network, width, height, text);
    const shown = network.layers.map((_, layer) => shownUnits(worth[layer] ?? new Float64Array(0), places[layer] ?? 1, lists[layer] ?? []));
    // What did not move keeps its objects.
    lastLayout.current = shareLayout(lastLayout.current, layoutStep({ network, loss: trace.config.loss, width, height, text, shown }));
    return lastLayout.current;
  }, [network, trace.config.loss, width, height, text, worth, guests, lastLayout]);
  const inputX = layout.inputs[0]?.x ?? 0;
  const pitch = (layout.layers[1]?.moreAt.x ?? Infinity) - (layout.layers[0]?.moreAt.x ?? 0);
  const items = useMemo(() => stepItems({ study, script, pass, example, layout }), [study, script, pass, example, layout]);
  // A weight's edge lies on the marker, a bias has only its value to lie there.
  const biases = useMemo(() => new Set([...marked.biases].map((index) => addressKey({ kind: 'parameter', index }))), [marked.biases]);
  const labels = useMemo(() => litItems({ study, layout }, items, marked.edges), [study, layout, items, marked.edges]);
  const isLit = (item: StepItem): boolean => item.key === key || item.key === lit || biases.has(item.key);
  const signal = useMemo(() => (isBeat ? signalOf(network, beat.address, beat.term) : null), [network, beat, isBeat]);

  useScrollToLit(stage, frameWidth, layout, network, shownAddress, split.size);
  const roving = useRovingFocus(stage, study, layout);
  const thingAt = (event: MouseEvent): string | null => keyAt(event.target) ?? edgeKeyAt(event, canvas.current, layout, theta);

  return <>
    <div
      ref={stage}
      className="step-stage"
      data-zoomed={zoom.k > 1}
      role="group"
      aria-label={say('{exampleName}, in the network', { exampleName })}
      onFocus={roving.onFocus}
      onBlur={roving.onBlur}
      onKeyDown={(event) => {
        roving.onKeyDown(event);
        if (!event.defaultPrevented) zoom.onKeyDown(event);
      }}
      onDoubleClick={(event) => {
        if (thingAt(event) === null) zoom.onDoubleClick(event);
      }}
      onPointerMove={(event) => {
        const thing = thingAt(event);
        event.currentTarget.dataset['overEdge'] = String(thing !== null && keyAt(event.target) === null);
        light(thing);
      }}
      onPointerLeave={() => light(null)}
      onClick={(event) => {
        openKey(thingAt(event));
        // A click by pointer leaves the keys to the step: arrows walk the picture only for those who came by keyboard.
        if (event.detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }}
    >
      <div ref={canvas} className="step-canvas" style={{ width, height, zoom: split.size }}>
        <svg width={width} height={height} aria-hidden="true">
          <StepNetworkHeat layout={layout} />
          <StepNetworkEdges layout={layout} theta={theta} />
          <StepNetworkMarker layout={layout} theta={theta} lit={marked} />
          <StepNetworkPictures study={study} script={script} pass={pass} example={example} layout={layout} position={position} lit={marked} />
          {layout.inputs.map(({ feature, x, y }) => <circle key={feature} className="step-input" cx={x} cy={y} r={5} />)}
        </svg>
        <StepNetworkBoxButtons layout={layout} study={study} script={script} example={example} position={position} litBiases={marked.biases} />
        {[...shownItems(items, isLit), ...labels].map((item) => <StepNetworkValue key={item.key} item={item} known={position >= item.knownAt} lit={isLit(item)} />)}
        {layout.moreInputs > 0 && (
          <p className="step-more step-more-inputs" style={{ left: 0, width: inputX + 5, top: layout.height - layout.line / 2 }}>
            {inputX < ROOM_FOR_INPUTS * (text / 13) ? say('{more} more', { more: layout.moreInputs }) : say('{more} more inputs', { more: layout.moreInputs })}
          </p>
        )}
        {layout.layers.map(({ more, moreAt }, layer) => more > 0 && (
          <p key={network.layers[layer]?.weights ?? layer} className="step-more" style={{ left: moreAt.x, top: moreAt.y }}>{pitch < ROOM_FOR_MORE * (text / 13) ? say('{more} more', { more }) : say('and {more} more', { more })}</p>
        ))}
        <StepNetworkSignal layout={layout} signal={signal} moment={position} />
      </div>
      <p className="unseen" aria-live="polite">{roving.said}</p>
    </div>
    {zoom.k > 1 && <TextButton className="step-network-fit" look="framed" label={say('Fit: all of the network')} onClick={zoom.fit}>{say('Fit')}</TextButton>}
  </>;
}

function partsOfKey(network: Network, key: string | null, term: number | null): LitParts {
  const address = key === null ? null : parseAddress(key);
  if (address === null || ('layer' in address && address.layer >= network.layers.length)) return nothingLit;
  if ('index' in address && address.index >= network.parameterCount) return nothingLit;
  return litParts(network, address, term);
}

/** The path from the loss to a parameter; where there are several, those few that can be told apart. */
function partsOfWays(study: Study, example: number, index: number): LitParts {
  if (index >= study.network.parameterCount) return nothingLit;
  const { count, paths: [path] } = sumPaths(study, example, index, 1);
  return count === 1 && path !== undefined ? partsOfPath(study.network, pathKeys(path.factors)) : litParts(study.network, { kind: 'exampleGradient', example, index }, null);
}

function partsOfPath(network: Network, keys: readonly string[]): LitParts {
  const path = keys.flatMap((key) => parseAddress(key) ?? []);
  const exists = path.every((address) => isAddressIn(address, { network, examples: Infinity, slots: 0 }));
  return exists ? litPathParts(network, path) : nothingLit;
}

/** The lit units of each layer; of a few lit edges both ends. */
function litUnits(network: Network, { units, edges, biases }: LitParts): readonly (readonly number[])[] {
  const lists: number[][] = network.layers.map(() => []);
  for (const key of units) {
    const [layer = 0, unit = 0] = key.split('.').map(Number);
    lists[layer]?.push(unit);
  }
  const few = edges.size <= 2 ? [...edges, ...biases] : [...biases];
  for (const index of few) {
    const { layer, unit, input } = addressOf(network, index);
    lists[layer]?.push(unit);
    if (input !== null && layer > 0) lists[layer - 1]?.push(input);
  }
  return lists;
}
