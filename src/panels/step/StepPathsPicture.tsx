/** The tree of paths as wires with right angles, its factors above them, the gradients below its nodes. */
import { memo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { addressKey } from '../../explain/address.ts';
import type { Names } from '../../explain/names.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { valueOf } from '../../explain/value.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatExact, formatSigned } from '../../viz/format.ts';
import { StepPathsFactor, type FactorDetail } from './StepPathsFactor.tsx';
import { factorShownAt, gradientAt } from './StepPathsText.ts';
import type { PlacedTree, TreeEdge, TreeNode } from './StepPathsTree.ts';
import { say } from '../../words/say.ts';

export type StepPathsPictureProps = {
  readonly tree: PlacedTree;
  readonly study: Study;
  readonly script: Script;
  readonly example: number;
  readonly position: number;
  readonly width: number;
  readonly height: number;
  /** Keys of the edges on the marker. */
  readonly marked: ReadonlySet<string>;
  /** Number of the path whose factors are in the tab order. */
  readonly active: number;
  readonly lit: string | null;
  readonly detail: (edge: TreeEdge) => FactorDetail;
  /** How the gradients at the nodes are written; null: they are left out, but for the loss. */
  readonly gradients: ((node: TreeNode) => FactorDetail) | null;
  /** Only at the nodes that all paths go through: under the others there are other paths. */
  readonly onTrunk?: boolean;
};

export function StepPathsPicture(props: StepPathsPictureProps) {
  const { tree, study, script, example, position, width, height, marked, active, lit, detail, gradients, onTrunk = false } = props;
  const { names } = study;
  const predicting = useNabla((state) => state.predicting);
  const isDone = (edge: TreeEdge): boolean => {
    const by = edge.factors.at(-1)?.by;
    return by !== undefined && position >= script.knownAt(gradientAt(by, example));
  };
  const trunk = tree.nodes[0]?.paths.length ?? 0;
  const hasGradient = ({ address, paths }: TreeNode): boolean => address.kind === 'exampleLoss' || (gradients !== null && (!onTrunk || paths.length === trunk));
  const onMarker = tree.edges.filter(({ key }) => marked.has(key));
  return (
    <>
      <svg className="step-paths-wires" width={width} height={height} aria-hidden="true">
        {tree.edges.map((edge, i) => <path key={placeKey(i)} className="step-wire" data-done={isDone(edge)} d={marked.has(edge.key) ? '' : edge.d} />)}
        {onMarker.map((edge, i) => <path key={placeKey(i)} className="step-wire-rim" d={edge.d} />)}
        {onMarker.map((edge, i) => <path key={placeKey(i)} className="step-wire-mark" data-part={addressKey(edge.factors.at(-1)?.by ?? edge.factors[0]!.by)} d={edge.d} />)}
        {onMarker.map((edge, i) => <path key={placeKey(i)} className="step-wire-lit" data-done={isDone(edge)} d={edge.d} />)}
        {tree.edges.map((edge, i) => (edge.paths.length === 1 ? <path key={placeKey(i)} className="step-wire-hit" data-path={edge.paths[0]} d={edge.d} /> : null))}
        {tree.nodes.map((node, i) => (
          <circle key={placeKey(i)} className="step-node" cx={node.x} cy={node.y} r={4.5} data-done={position >= knownAt(script, node, example)} />
        ))}
      </svg>
      {tree.edges.map((edge, i) => (
        <span key={placeKey(i)} className="step-paths-label" data-leaf={edge.isLeaf} style={{ left: edge.x, top: edge.from.y }}>
          {edge.factors.map((factor, place) => (
            <span key={placeKey(place)}>
              {place > 0 ? '·' : ''}
              <StepPathsFactor
                factor={factor}
                names={names}
                detail={detail(edge)}
                hasNumber={position >= factorShownAt(factor, script, example, predicting)}
                isDone={isDone(edge)}
                isLit={lit !== null && lit === addressKey(factor.formula.kind === 'quantity' ? factor.formula.of : gradientAt(factor.by))}
                inTabOrder={edge.paths.includes(active)}
              />
            </span>
          ))}
        </span>
      ))}
      {tree.nodes.filter(hasGradient).map((node, i) => (
        <Gradient key={placeKey(i)} node={node} study={study} names={names} detail={gradients?.(node) ?? 'number'} isKnown={position >= knownAt(script, node, example)} lit={lit} />
      ))}
    </>
  );
}

function knownAt(script: Script, { address }: TreeNode, example: number): number {
  return script.knownAt(address.kind === 'exampleLoss' ? { kind: 'exampleLoss', example } : gradientAt(address));
}

type GradientProps = {
  readonly node: TreeNode;
  readonly study: Study;
  readonly names: Names;
  readonly detail: FactorDetail;
  readonly isKnown: boolean;
  readonly lit: string | null;
};

/** ∂L/∂ of the quantity at a node; at the end of the wires the loss itself. */
const Gradient = memo(function Gradient({ node, study, names, detail, isKnown, lit }: GradientProps) {
  const address = node.address.kind === 'exampleLoss' ? node.address : gradientAt(node.address);
  const key = addressKey(address);
  const symbol = names.symbol(address);
  const isLoss = address.kind === 'exampleLoss';
  const value = valueOf(study, address);
  const text = isKnown ? formatSigned(value) : '–';
  const shown = detail === 'none' ? '·' : isKnown && detail === 'short' ? formatSigned(value, 2) : text;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`step-gradient ${isLoss ? 'step-gradient-loss' : ''}`}
      style={{ left: node.x, top: node.y }}
      data-quantity={key}
      data-tone={isLoss ? undefined : isKnown ? 'grad' : 'unknown'}
      data-lit={lit === key}
      aria-label={`${symbol.spoken}: ${isKnown ? text : say('not yet computed')}`}
      title={isKnown ? formatExact(value) : say('Not yet computed')}
    >
      {isLoss ? <MathText>{symbol.markup}</MathText> : (
        <>
          {detail === 'equation' || detail === 'pair' ? <MathText>{symbol.markup}</MathText> : null}
          {detail === 'equation' ? ' = ' : detail === 'pair' ? ' ' : ''}
          {shown}
        </>
      )}
    </button>
  );
});
