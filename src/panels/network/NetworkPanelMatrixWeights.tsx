/**
 * All weights of a layer as a picture: a row a neuron, a column an input, the bias last. Pointer or arrow keys read a
 * cell, click or Enter selects it, and its value can be typed.
 */
import { useCallback, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { limits } from '../../config/limits.ts';
import { biasIndex, weightIndex } from '../../engine/network.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { select, setParameter } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { capital, formatSetting, MINUS } from '../../viz/format.ts';
import { divergingIndex } from '../../viz/palette.ts';
import { arePixels } from '../../viz/pixels.ts';
import { matrixLimit } from './NetworkPanelScale.ts';
import { layerName, parameterName, parameterSentence, shownVector, type NamedNetwork } from './NetworkPanelNames.ts';
import { followFrames, vectorsNow } from './NetworkPanelVectors.ts';
import { NetworkPanelWeightPictures } from './NetworkPanelWeightPictures.tsx';
import { say } from '../../words/say.ts';

type Cell = { readonly unit: number; readonly input: number };

const GAP_BEFORE_BIAS = 4;

/** Widest cell, px: a few columns need not fill the sheet. */
const WIDEST_CELL = 44;

type Shown = 'pictures' | 'matrix';
const SHOWN = [{ value: 'pictures', label: say('pictures') }, { value: 'matrix', label: say('matrix') }] as const;

/** Weights that are read over a picture are one themselves; the matrix has their numbers. */
export function NetworkPanelMatrixWeights({ layer, named }: { layer: number; named: NamedNetwork }) {
  const arePictures = useNabla(({ data, experiment }) => layer === 0 && data !== null && arePixels(data.inputNames) && experiment.features.length === data.inputCount);
  const [shown, setShown] = useState<Shown>('pictures');
  if (!arePictures) return <Matrix layer={layer} named={named} />;
  return (
    <>
      <SegmentedChoice label={say('The weights are shown as')} hideLabel value={shown} options={SHOWN} onChange={setShown} />
      {shown === 'pictures' ? <NetworkPanelWeightPictures named={named} /> : <Matrix layer={layer} named={named} />}
    </>
  );
}

function Matrix({ layer, named }: { layer: number; named: NamedNetwork }) {
  const edges = useNabla((state) => state.edges);
  const { network } = named;
  const shape = network.layers[layer] ?? { units: 1, inputs: 1, weights: 0, biases: 1 };
  const [from, to] = [shape.weights, shape.biases + shape.units];
  const columns = shape.inputs + 1;
  const [cell, setCell] = useState<Cell>({ unit: 0, input: 0 });
  const box = useRef<HTMLDivElement>(null);

  const indexOf = useCallback(
    ({ unit, input }: Cell): number => (input === shape.inputs ? biasIndex(network, layer, unit) : weightIndex(network, layer, unit, input)),
    [network, layer, shape.inputs],
  );

  const draw = useCallback(
    (context: CanvasRenderingContext2D, { width, height, palette }: CanvasView): void => {
      const vector = shownVector(vectorsNow(network), edges);
      const limit = matrixLimit(vector, from, to);
      const cellWidth = (width - GAP_BEFORE_BIAS) / columns;
      const cellHeight = height / shape.units;
      for (let unit = 0; unit < shape.units; unit++) {
        for (let input = 0; input < columns; input++) {
          const value = vector[indexOf({ unit, input })] ?? 0;
          context.fillStyle = edges === 'weights'
            ? palette.divergingColours[divergingIndex(value, limit)] ?? palette.zero
            : palette.gradientColours[Math.min(255, Math.round((Math.abs(value) / limit) * 255))] ?? palette.zero;
          const x = input * cellWidth + (input === shape.inputs ? GAP_BEFORE_BIAS : 0);
          context.fillRect(x, unit * cellHeight, Math.ceil(cellWidth - 0.5), Math.ceil(cellHeight - 0.5));
        }
      }
      context.lineWidth = 2;
      context.strokeStyle = palette.ink;
      const x = cell.input * cellWidth + (cell.input === shape.inputs ? GAP_BEFORE_BIAS : 0);
      context.strokeRect(x + 1, cell.unit * cellHeight + 1, Math.max(3, cellWidth - 2), Math.max(3, cellHeight - 2));
    },
    [network, edges, from, to, columns, shape.units, shape.inputs, indexOf, cell],
  );

  const inputOf = (one: Cell): number | null => (one.input === shape.inputs ? null : one.input);
  const keep = (one: Cell): void => {
    const input = inputOf(one);
    select(input === null ? { kind: 'bias', layer, unit: one.unit } : { kind: 'weight', layer, unit: one.unit, input });
  };
  const at = (event: React.PointerEvent): Cell | null => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined || bounds.width === 0) return null;
    const input = Math.floor(((event.clientX - bounds.left) / bounds.width) * columns);
    const unit = Math.floor(((event.clientY - bounds.top) / bounds.height) * shape.units);
    return { unit: Math.max(0, Math.min(shape.units - 1, unit)), input: Math.max(0, Math.min(columns - 1, input)) };
  };
  const move = (event: React.KeyboardEvent): void => {
    const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (event.key === 'Enter') keep(cell);
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setCell({
      unit: Math.max(0, Math.min(shape.units - 1, cell.unit + (by[0] ?? 0))),
      input: Math.max(0, Math.min(columns - 1, cell.input + (by[1] ?? 0))),
    });
  };
  const input = inputOf(cell);
  const value = useSlowFrame(useCallback(() => vectorsNow(network).parameters[indexOf(cell)] ?? 0, [network, indexOf, cell]));
  const limit = useSlowFrame(useCallback(() => formatSetting(matrixLimit(shownVector(vectorsNow(network), edges), from, to), 2), [network, edges, from, to]));
  const vectors = vectorsNow(network);
  const name = parameterName(named, layer, cell.unit, input);

  return (
    <div className="network-matrix">
      <p>
        {say('A row a neuron, a column an input; the last column holds the biases. Colours from {minus}{limit} to +{limit}.', { minus: MINUS, limit })}
      </p>
      {/* The one widget of the picture: its arrow keys go from cell to cell and the sentence below says where they are. */}
      <div
        ref={box}
        className="network-matrix-cells"
        style={{ maxInlineSize: columns * WIDEST_CELL }}
        role="slider"
        tabIndex={0}
        aria-label={say('Weights into {layerName}', { layerName: layerName(named, layer) })}
        aria-valuemin={1}
        aria-valuemax={shape.units * columns}
        aria-valuenow={cell.unit * columns + cell.input + 1}
        aria-valuetext={parameterSentence(named, vectors, layer, cell.unit, input, [cell.input + 1, columns])}
        onKeyDown={move}
        onPointerMove={(event) => {
          const found = event.pointerType === 'mouse' ? at(event) : null;
          if (found !== null && (found.unit !== cell.unit || found.input !== cell.input)) setCell(found);
        }}
        onPointerDown={(event) => {
          const found = at(event);
          if (found === null) return;
          setCell(found);
          keep(found);
        }}
      >
        <Canvas label={null} draw={draw} subscribe={followFrames} />
      </div>
      <p className="network-matrix-reading">
        <span>{capital(name)}</span>
        <NumberField
          label={say('Value of the {name}', { name })}
          value={value}
          min={limits.weight.min}
          max={limits.weight.max}
          width={10}
          format={(number) => formatSetting(number, 6)}
          onCommit={(next) => setParameter(indexOf(cell), next)}
        />
      </p>
    </div>
  );
}
