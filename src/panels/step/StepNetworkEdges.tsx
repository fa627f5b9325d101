/** The edges between the boxes, the wires into the loss, and what of them lies under the marker. */
import { memo } from 'react';
import { placeKey } from '../../components/placeKey.ts';
import { addressKey } from '../../explain/address.ts';
import { toneOfSign } from '../../explain/tone.ts';
import { edgeWidth } from '../../viz/edges.ts';
import { edgeCurve, type PlacedEdge, type StepLayout } from './StepNetworkLayout.ts';
import type { LitParts } from './StepNetworkLit.ts';

/** A third more than in Play, where there are more of them. */
const THICKNESS = 1.4;
/** However large a weight is, its edge stays a line. */
const WIDEST = 8;
/** Threads where there are many. */
const CROWD = 40;

function widthOf(weight: number, edges: number): number {
  return Math.min(WIDEST, edgeWidth(weight, 'weights', 1, THICKNESS * Math.max(0.4, Math.min(1, Math.sqrt(CROWD / edges)))));
}

type EdgesProps = { readonly layout: StepLayout; readonly theta: Float64Array };
type LayerProps = { readonly edges: readonly PlacedEdge[]; readonly theta: Float64Array; readonly crowd: number };

/** The strongest last, on top; over them those of the guests, so that another guest changes none of the others. */
function byStrength(edges: readonly PlacedEdge[], theta: Float64Array): readonly PlacedEdge[] {
  return edges.toSorted((a, b) => Number(a.isGuest) - Number(b.isGuest) || Math.abs(theta[a.parameter] ?? 0) - Math.abs(theta[b.parameter] ?? 0));
}

/** All edges; they change with the parameters and with what is shown, not with the step. */
export function StepNetworkEdges({ layout, theta }: EdgesProps) {
  return (
    <g>
      {layout.layers.map(({ edges }, layer) => <LayerEdges key={placeKey(layer)} edges={edges} theta={theta} crowd={layout.edges.length} />)}
      {layout.wires.map((wire) => <path key={`wire ${wire.output}`} className="step-wire" d={edgeCurve(wire)} />)}
    </g>
  );
}

const LayerEdges = memo(function LayerEdges({ edges, theta, crowd }: LayerProps) {
  return byStrength(edges, theta).map((edge, rank) => {
    const weight = theta[edge.parameter] ?? 0;
    return <path key={placeKey(rank)} className="step-edge" data-tone={toneOfSign(weight) ?? 'zero'} d={edgeCurve(edge)} style={strokeStyle(widthOf(weight, crowd))} />;
  });
});

function strokeStyle(width: number): React.CSSProperties {
  return { strokeWidth: `calc(${width.toFixed(2)}px * var(--pen))` };
}

/** The marker laid under edges and wires, and they themselves once more on it. */
export function StepNetworkMarker({ layout, theta, lit }: EdgesProps & { readonly lit: LitParts }) {
  const edges = layout.edges.filter(({ parameter }) => lit.edges.has(parameter));
  const wires = layout.wires.filter(({ output }) => lit.wires.has(output));
  const inputs = layout.inputs.filter(({ feature }) => lit.inputs.has(feature));
  const drawn = [
    ...edges.map((edge) => {
      const weight = theta[edge.parameter] ?? 0;
      return { key: addressKey({ kind: 'parameter', index: edge.parameter }), d: edgeCurve(edge), width: Math.max(1.5, widthOf(weight, layout.edges.length)), tone: toneOfSign(weight) ?? 'zero' };
    }),
    ...wires.map((wire) => ({ key: `wire.${wire.output}`, d: edgeCurve(wire), width: 1.5, tone: 'wire' })),
  ];
  return (
    <g>
      {drawn.map(({ d, width }, i) => <path key={placeKey(i)} className="step-mark-line" d={d} style={strokeStyle(width + 8)} />)}
      {inputs.map(({ feature, x, y }) => <circle key={feature} className="step-mark-dot" data-part={`input.${feature}`} cx={x} cy={y} r={10} />)}
      {drawn.map(({ key, d, width }, i) => <path key={placeKey(i)} className="step-mark" data-part={key} d={d} style={strokeStyle(width + 6.5)} />)}
      {drawn.map(({ d, width, tone }, i) => <path key={placeKey(i)} className="step-edge" data-tone={tone} d={d} style={strokeStyle(width)} />)}
    </g>
  );
}
