/**
 * The network, from the features to the output's edge: every neuron a picture of what it computes, every weight an edge.
 * Heads over the columns carry what belongs to a layer. Live numbers are drawn from frames, outside React.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { TextButton } from '../../components/TextButton.tsx';
import { useFlowsDown } from '../../components/useFlowsDown.ts';
import { useMedia } from '../../components/useMedia.ts';
import { infoOf } from '../../datasets/index.ts';
import type { Network } from '../../engine/network.ts';
import { setFrameWants, subscribeFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { isZoomed } from '../../viz/zoom.ts';
import { FeaturesHead } from './NetworkPanelFeatures.tsx';
import { headRoom, LayerGaps, LayerHead } from './NetworkPanelHeads.tsx';
import { chooseUnits, importanceOf } from './NetworkPanelImportance.ts';
import { NetworkPanelLegend } from './NetworkPanelLegend.tsx';
import { NetworkPanelMatrix } from './NetworkPanelMatrix.tsx';
import { NetworkPanelPhoneHead } from './NetworkPanelPhone.tsx';
import { mostShown, outputRoom, planNetwork, type NetworkPlan } from '../../viz/networkPlan.ts';
import { createEdgeScale } from './NetworkPanelScale.ts';
import { NetworkPanelStage } from './NetworkPanelStage.tsx';
import { vectorsNow } from './NetworkPanelVectors.ts';
import { NetworkPanelWires } from './NetworkPanelWires.tsx';
import { headPlace, useNetworkZoom, zoomPlan } from './NetworkPanelZoom.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import './NetworkPanel.css';
import { say } from '../../words/say.ts';

/** Which neurons matter is looked at this often while training. */
const CHOOSE_INTERVAL_MS = 3000;
/** Px that the word over the features takes in the type of a hall. */
const LARGE_WORD = 88;
/** On the phone: from one row of neurons to the next, px; in low frames of another page, where they are pointed at by a mouse, less. */
const ROW_DOWN = 86;
const ROW_DOWN_LOW = 58;
const ROW_DOWN_LOWEST = 44;
/** Pictures at rest are finer than pictures in motion. */
const GRID_RESTING = 56;

/** The hidden units that get a picture, layer by layer; new ones only when another neuron matters clearly more. */
function useShownUnits(network: Network): readonly (readonly number[])[] {
  const [shown, setShown] = useState<readonly (readonly number[])[]>([]);
  useEffect(() => {
    let run = nabla.getState().run;
    let last = -Infinity;
    let before: readonly (readonly number[])[] = [];
    const places = mostShown(network);
    const choose = (): void => {
      const now = performance.now();
      const sameRun = run === nabla.getState().run;
      if (sameRun && now - last < CHOOSE_INTERVAL_MS) return;
      last = now;
      run = nabla.getState().run;
      const theta = vectorsNow(network).parameters;
      const next = network.layers.slice(0, -1).map((layer, index) => (layer.units <= places
        ? Array.from({ length: layer.units }, (_, unit) => unit)
        : chooseUnits(importanceOf(network, theta, index), places, before[index] ?? [])));
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      before = next;
      setShown(next);
    };
    choose();
    return subscribeFrame(choose);
  }, [network]);
  return shown;
}

/** Cells a side of a neuron's picture: fewer for many small ones. */
function gridFor(plan: NetworkPlan, playing: boolean): number {
  const sizes = plan.columns.slice(1, -1).map((column) => column.size);
  const pictures = plan.columns.slice(1, -1).reduce((sum, column) => sum + column.units.length, 0);
  if (sizes.length === 0) return 0;
  const wanted = Math.max(...sizes) < 30 || pictures > 48 ? 28 : pictures > 24 ? 40 : 50;
  return playing ? wanted : Math.max(wanted, GRID_RESTING);
}

export function NetworkPanel() {
  const network = useNetwork();
  const features = useNabla((state) => state.experiment.features);
  const classes = useNabla((state) => infoOf(state.experiment.data).classNames);
  const playing = useNabla((state) => state.playing);
  const down = useFlowsDown();
  const holder = useRef<HTMLDivElement>(null);
  const pictureSide = useRef<HTMLElement>(null);
  const size = useElementSize(holder);
  const picture = useElementSize(pictureSide);
  const [scale] = useState(createEdgeScale);
  const [matrix, setMatrix] = useState<number | null>(null);
  const shown = useShownUnits(network);

  const named = useMemo(() => ({ network, features, classes }), [network, features, classes]);
  const low = useMedia('(max-height: 640px) and (not (pointer: coarse))');
  const embedded = useNabla((state) => state.embed !== null);
  const lowest = useMedia('(max-height: 420px) and (not (pointer: coarse))');
  const rowDown = !low || !embedded ? ROW_DOWN : lowest ? ROW_DOWN_LOWEST : ROW_DOWN_LOW;
  const height = down ? network.layers.length * rowDown + outputRoom(network) : size.height;
  const plan = useMemo(() => {
    if (size.width === 0) return null;
    return planNetwork({ network, width: size.width, height, direction: down ? 'down' : 'right', preferred: shown, ...(down && picture.width > 0 ? { anchorAcross: picture.width / 2 } : {}) });
  }, [network, size.width, height, picture.width, down, shown]);

  const { zoom, toggle, fit, onKeyDown, onFocus } = useNetworkZoom(holder, { width: size.width, height });
  const seen = useMemo(() => (plan === null ? null : zoomPlan(plan, zoom)), [plan, zoom]);
  const neuronGrid = seen === null ? 0 : gridFor(seen, playing);

  useEffect(() => {
    if (plan === null) return;
    setFrameWants('network', {
      neuronGrid,
      shownUnits: plan.columns.slice(1, -1).map((column) => column.units.map((unit) => unit.unit)),
    });
  }, [plan, neuronGrid]);
  useEffect(() => () => setFrameWants('network', null), []);

  const legend = <NetworkPanelLegend network={network} scale={scale} />;

  return (
    <section className="network-panel" aria-label={say('Network')} data-direction={down ? 'down' : 'right'} onKeyDown={onKeyDown} onFocus={onFocus}>
      {down ? <NetworkPanelPhoneHead>{legend}</NetworkPanelPhoneHead> : <Heads plan={seen} />}
      <div className="network-holder" ref={holder} data-zoomed={isZoomed(zoom)} style={down ? { blockSize: height } : undefined}>
        <i ref={pictureSide} className="network-picture-side" />
        {seen !== null && (
          <>
            {!down && !isZoomed(zoom) && <NetworkPanelWires plan={seen} />}
            <NetworkPanelStage plan={seen} named={named} scale={scale} onMore={setMatrix} onZoom={toggle} />
            <LayerGaps plan={seen} />
            {isZoomed(zoom) && <TextButton className="network-fit" look="framed" label={say('Fit: all of the network')} onClick={fit}>{say('Fit')}</TextButton>}
          </>
        )}
      </div>
      {!down && legend}
      <NetworkPanelMatrix layer={matrix !== null && matrix < network.layers.length ? matrix : null} named={named} onClose={() => setMatrix(null)} />
    </section>
  );
}

function Heads({ plan }: { plan: NetworkPlan | null }) {
  if (plan === null) return <div className="network-heads" />;
  return (
    <div className="network-heads">
      {plan.columns.slice(0, -1).map((column, index) => {
        const style = headPlace(plan, index);
        if (style === null) return null;
        return column.layer < 0
          ? <FeaturesHead key={-1} room={headRoom(style.inlineSize)} isTight={style.inlineSize < LARGE_WORD} style={style} />
          : <LayerHead key={column.layer} layer={column.layer} room={headRoom(style.inlineSize)} style={style} />;
      })}
    </div>
  );
}
