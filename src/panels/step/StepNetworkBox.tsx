/** A neuron: the curve of its φ, the point (z, a) on it, and the tangent once the derivative is used. The loss is drawn likewise. */
import { memo, useMemo } from 'react';
import type { Activation } from '../../engine/activations.ts';
import { activationRange, curveBox, tangentPath, type CurveBox, type Range } from '../../viz/neuronBox.ts';
import type { Rect } from './StepNetworkLayout.ts';

/** Half the length of a tangent in a box of full height, and the least. */
const TANGENT = 26;
const SHORTEST_TANGENT = 12;
const FULL_HEIGHT = 78;
const INSET = 11;

type CurvePoint = { readonly x: number; readonly y: number; readonly slope: number };

type CurveProps = {
  readonly rect: Rect;
  /** Width of the curve's part of the box. */
  readonly curveWidth: number;
  readonly output: (x: number) => number;
  readonly across: Range;
  readonly point: CurvePoint;
  /** How far the point is known: nothing, its x alone, both. */
  readonly shown: 'nothing' | 'place' | 'point';
  readonly tangent: boolean;
  readonly lit: boolean;
  /** What the box is of: "unit.0.1", "loss.0". */
  readonly part: string;
  /** The x marked on the axis, if any (the target of a loss). */
  readonly tick?: number | null;
};

function Frame({ rect, lit, part }: { readonly rect: Rect; readonly lit: boolean; readonly part: string }) {
  const { x, y, width, height } = rect;
  return (
    <>
      {lit && <rect className="step-box-mark" data-part={part} x={x - 3} y={y - 3} width={width + 6} height={height + 6} rx={1} />}
      <rect className="step-box-frame" x={x + 0.5} y={y + 0.5} width={width - 1} height={height - 1} />
    </>
  );
}

function Axes({ box }: { readonly box: CurveBox }) {
  const { at, size, zeroAt, originAt } = box;
  const half = (value: number): number => Math.round(value) + 0.5;
  return (
    <path
      className="step-box-axes"
      d={(zeroAt === null ? '' : `M${at.x + 5} ${half(zeroAt)}H${at.x + size.width - 5}`) + (originAt === null ? '' : `M${half(originAt)} ${at.y + 5}V${at.y + size.height - 5}`)}
    />
  );
}

/** A curve in a frame with its point; `shown` and `tangent` say how much of it is known. */
export const StepNetworkCurve = memo(function StepNetworkCurve(props: CurveProps) {
  const { rect, curveWidth, output, across, point, shown, tangent, lit, part, tick = null } = props;
  const [from, to] = across;
  const { x, y, height } = rect;
  const inset = Math.max(3, Math.min(INSET, height * 0.15));
  const box = useMemo(() => curveBox(output, [from, to], { width: curveWidth, height }, inset, { x, y }), [output, from, to, curveWidth, height, inset, x, y]);
  const [px, py] = [box.xOf(point.x), box.yOf(point.y)];
  const foot = Math.round(box.zeroAt ?? y + height - inset) + 0.5;
  const finite = Number.isFinite(px + py);
  const length = Math.max(SHORTEST_TANGENT, Math.min((height / FULL_HEIGHT) * TANGENT, curveWidth * 0.3));
  return (
    <g>
      <Frame rect={rect} lit={lit} part={part} />
      <g className="step-box">
        <Axes box={box} />
        {tick !== null && <path className="step-box-tick" d={`M${Math.round(box.xOf(tick)) + 0.5} ${foot - 4}v8`} />}
        <path className="step-box-curve" d={box.path} />
        {finite && shown !== 'nothing' && <path className="step-box-drop" d={`M${px.toFixed(1)} ${foot}V${py.toFixed(1)}`} />}
        {finite && shown === 'place' && <circle className="step-box-place" cx={px} cy={foot} r={height < 50 ? 2.5 : 3} />}
        {finite && tangent && <path className="step-box-tangent" d={tangentPath(box, point.x, point.y, point.slope, length)} />}
        {finite && shown === 'point' && <circle className="step-box-point" cx={px} cy={py} r={height < 50 ? 3 : 4} />}
      </g>
    </g>
  );
});

export type NeuronProps = {
  readonly rect: Rect;
  readonly curveWidth: number;
  readonly name: string;
  readonly activation: Activation;
  readonly z: number;
  readonly a: number;
  readonly zKnown: boolean;
  readonly aKnown: boolean;
  readonly deltaKnown: boolean;
  readonly lit: boolean;
  /** What the box is of: "unit.0.1", "loss.0". */
  readonly part: string;
};

export const StepNetworkNeuron = memo(function StepNetworkNeuron({ rect, curveWidth, name, activation, z, a, zKnown, aKnown, deltaKnown, lit, part }: NeuronProps) {
  const across = useMemo(() => activationRange(name, z), [name, z]);
  const point = useMemo(() => ({ x: z, y: a, slope: activation.derivative(z, a) }), [activation, z, a]);
  return (
    <StepNetworkCurve
      rect={rect} curveWidth={curveWidth} output={activation.output} across={across} point={point}
      shown={aKnown ? 'point' : zKnown ? 'place' : 'nothing'} tangent={deltaKnown} lit={lit} part={part}
    />
  );
});

export type ShareProps = {
  readonly rect: Rect;
  readonly curveWidth: number;
  readonly shares: Float64Array;
  readonly unit: number;
  readonly known: boolean;
  readonly lit: boolean;
  /** What the box is of: "unit.0.1", "loss.0". */
  readonly part: string;
};

/** A softmax output: the whole is 1, this output's share of it in ink. */
export const StepNetworkShare = memo(function StepNetworkShare({ rect, curveWidth, shares, unit, known, lit, part }: ShareProps) {
  const [inset, height] = [8, Math.max(8, Math.min(16, rect.height * 0.3))];
  const width = curveWidth - 2 * inset;
  // Above the middle: the bias stands at the foot.
  const top = Math.round(rect.y + Math.max(4, (rect.height - height) * 0.28));
  let before = 0;
  for (let k = 0; k < unit; k++) before += shares[k] ?? 0;
  const from = rect.x + inset + before * width;
  const own = (shares[unit] ?? 0) * width;
  return (
    <g>
      <Frame rect={rect} lit={lit} part={part} />
      <rect className="step-share-whole" x={rect.x + inset + 0.5} y={top + 0.5} width={Math.max(0, width - 1)} height={height - 1} />
      {known && Number.isFinite(from + own) && <rect className="step-share-own" x={from} y={top} width={Math.max(1.5, own)} height={height} />}
    </g>
  );
});
