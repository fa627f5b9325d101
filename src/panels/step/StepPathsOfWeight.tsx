/** The largest paths of one weight, each ending in its product; what the others add; the sum, which is the gradient. */
import { useEffect, useMemo } from 'react';
import { Prose } from '../../components/Prose.tsx';
import { MathText } from '../../components/MathText.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { addressKey } from '../../explain/address.ts';
import type { SymbolName } from '../../explain/names.ts';
import { layoutPathTree } from '../../explain/pathTree.ts';
import { sumPaths, type Path, type PathSum } from '../../explain/paths.ts';
import type { Study } from '../../explain/study.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount, formatExact, formatSigned } from '../../viz/format.ts';
import { stepColumns } from '../../viz/stepColumns.ts';
import { rowOf, useLedgerView } from '../../store/ledgerView.ts';
import { detailsOf, nodeDetails, preferredWidth, textSize } from './StepPathsDetail.ts';
import { markedEdges } from './StepPathsMarked.ts';
import { StepPathsPicture } from './StepPathsPicture.tsx';
import { useFreeCorner, type FreeCorner } from './StepPathsRoom.ts';
import { pathCount, pathSentence } from './StepPathsText.ts';
import { placeTree, treeColumns, type PlacedTree } from './StepPathsTree.ts';
import type { PathsView } from './StepPathsView.ts';
import { say } from '../../words/say.ts';

const MOST_PATHS = 6;
/** Columns nearer to one another than this have no room for the number of each factor: two of them share an edge. */
const CROWDED = 62;
/** Their labels are in the size of notes. */
const CROWDED_TEXT = 12 / 13;
/** x of the bus in which all paths of the weight end. */
const BUS = 6;

/** Heights in multiples of the text size: of the first wire under the caption, between wires, of the lines below them. */
const FIRST = 1.9;
const PITCH = { least: 3.15, most: 3.8 };
const LINE = 1.7;

export function StepPathsOfWeight({ view, onPaths }: { readonly view: PathsView; readonly onPaths: (paths: readonly Path[]) => void }) {
  const { study, script, beat, width, height, pictureWidth, example, position, index, isSubject, isBeside, lit, pointed } = view;
  const { names, trace } = study;
  const ledger = useLedgerView();
  const size = textSize(useNabla((state) => state.presenting));
  const { head } = ledger;
  const room = height - head - size * (FIRST + 2 * LINE + 2.2);
  const fitting = Math.max(1, Math.min(MOST_PATHS, Math.floor(room / (size * PITCH.least)) + 1));
  const corner = useFreeCorner('.step-paths', '.step-check', height);
  const shift = pictureWidth - width;
  const { sum, tree, pitch, merged, labelSize } = useMemo(
    () => fitTree(study, example, index, { fitting, room, size, head, pictureWidth, shift }, corner),
    [study, example, index, fitting, room, size, head, pictureWidth, shift, corner],
  );
  useEffect(() => onPaths(sum.paths), [onPaths, sum]);

  const gradient = { kind: 'exampleGradient', example, index } as const;
  const isKnown = position >= script.knownAt(gradient);
  const isChosen = useNabla((state) => state.chosen === index);
  const isPresent = beat !== null && addressKey(beat.address) === addressKey(gradient);
  const marked = markedEdges(tree, pointed ?? (isSubject && (isKnown || isChosen) ? 'all' : null), beat, example);
  const top = head + size * FIRST;
  const bottom = top + pitch * (sum.paths.length - 1);
  const row = rowOf(ledger.order, index);
  const rowY = ledger.head + (row + 0.5) * ledger.row - ledger.scrolled;
  const stub = isBeside && isSubject && row >= 0 && rowY > ledger.head && rowY < ledger.height ? rowY : null;
  const band = stub === null ? null : { top: stub - ledger.row / 2, height: ledger.row, width: BUS };
  const bus = `M${BUS} ${Math.min(top, stub ?? top)}V${Math.max(bottom, stub ?? bottom)}`;
  const wire = stub === null ? bus : `${bus}M0 ${stub}H${BUS}`;
  const leafRows = tree.edges.filter(({ isLeaf }) => isLeaf);

  return (
    <div className="step-paths-weight" data-crowded={merged}>
      <p className="step-paths-caption" style={{ height: head }}><Prose>{captionOf(sum, names.symbol({ kind: 'exampleLoss', example }).markup, names.symbol({ kind: 'parameter', index }).markup, trace.examples.length)}</Prose></p>
      {band === null ? null : <span className="step-paths-stub" style={band} />}
      <svg className="step-paths-wires step-wire-bus" width={width} height={height} aria-hidden="true">
        {isSubject ? <><path className="step-wire-rim" d={bus} /><path className="step-wire-mark" d={bus} /></> : null}
        <path className={isSubject ? 'step-wire-lit' : 'step-wire'} data-done={isKnown} d={wire} />
      </svg>
      <StepPathsPicture
        tree={tree}
        study={study}
        script={script}
        example={example}
        position={position}
        width={width}
        height={height}
        marked={marked}
        active={pointed ?? 0}
        lit={lit}
        detail={detailsOf(tree, names, labelSize)}
        gradients={merged ? null : nodeDetails(tree, study, size)}
        onTrunk={sum.count > 1}
      />
      {sum.count === 1 ? null : leafRows.map((edge, i) => {
        const number = edge.paths[0] ?? 0;
        const path = sum.paths[number];
        if (path === undefined) return null;
        const text = isKnown ? formatSigned(path.product) : '–';
        return (
          <button
            key={placeKey(i)}
            type="button"
            className="step-paths-product"
            style={{ left: BUS + 8, top: edge.from.y }}
            data-path={number}
            data-tone={isKnown ? 'grad' : 'unknown'}
            data-lit={pointed === number}
            aria-label={say('{path}: product {text}', { path: pathSentence(path.factors, names), text: isKnown ? text : say('not yet computed') })}
            title={isKnown ? formatExact(path.product) : say('Not yet computed')}
          >
            {text}
          </button>
        );
      })}
      <PathsSum sum={sum} symbol={names.symbol(gradient)} quantity={addressKey(gradient)} isKnown={isKnown} isMarked={isSubject && isPresent} top={bottom + size * (sum.count === 1 ? 2.3 : 1.75)} left={BUS + 8} lit={lit} />
    </div>
  );
}

type Frame = {
  /** Paths for which there is room if nothing stands in the corner. */
  readonly fitting: number;
  /** Height for the wires in px. */
  readonly room: number;
  readonly size: number;
  readonly head: number;
  readonly pictureWidth: number;
  readonly shift: number;
};

type Fitted = { readonly sum: PathSum; readonly tree: PlacedTree; readonly pitch: number; readonly merged: boolean; readonly labelSize: number };

/** As many of the largest paths as stay clear of the corner. */
function fitTree(study: Study, example: number, index: number, { fitting, room, size, head, pictureWidth, shift }: Frame, corner: FreeCorner | null): Fitted {
  const { network, names } = study;
  const columns = stepColumns(network, pictureWidth, size);
  const merged = (columns[1]?.from ?? 0) - (columns[0]?.to ?? 0) < (CROWDED * size) / 13;
  const labelSize = merged ? size * CROWDED_TEXT : size;
  const all = sumPaths(study, example, index, fitting);
  let limit = all.paths.length;
  for (;;) {
    const sum = fewerPaths(all, limit);
    const structure = layoutPathTree(sum.paths);
    let clear = 0;
    for (const pitch of [roomyPitch(room, sum.paths.length, size), size * PITCH.least]) {
      const rowY = (row: number): number => head + size * FIRST + row * pitch;
      const plan = { rowY, start: BUS, xOf: treeColumns(network, columns, shift), level: 'first', merged } as const;
      const tree = placeTree(structure, plan, (factors) => preferredWidth(factors, names, labelSize));
      clear = clearRows(tree, corner, rowY, size);
      if (clear >= sum.paths.length || (limit <= 1 && pitch <= size * PITCH.least)) return { sum, tree, pitch, merged, labelSize };
    }
    limit = Math.max(1, Math.min(limit - 1, clear));
  }
}

/** The same sum with fewer of its paths one by one. */
function fewerPaths(sum: PathSum, limit: number): PathSum {
  if (limit >= sum.paths.length) return sum;
  const dropped = sum.paths.slice(limit).reduce((total, { product }) => total + product, 0);
  return { ...sum, paths: sum.paths.slice(0, limit), rest: sum.rest + dropped };
}

/** As far from one another as there is room for. */
function roomyPitch(room: number, rows: number, size: number): number {
  return size * Math.max(PITCH.least, Math.min(PITCH.most, room / size / Math.max(1, rows - 1)));
}

/** "All 24 paths from L to w, the 5 largest"; of which example, where there are several. */
function captionOf(sum: PathSum, loss: string, symbol: string, examples: number): string {
  const many = sum.count === 1 ? say('The one path from ${loss}$ to ${symbol}$', { loss, symbol })
    : sum.count <= sum.paths.length ? say('The {pathCount} paths from ${loss}$ to ${symbol}$', { pathCount: pathCount(sum.count), loss, symbol })
    : sum.paths.length === 1 ? say('{pathCount} paths from ${loss}$ to ${symbol}$, the largest', { pathCount: pathCount(sum.count), loss, symbol })
    : say('{pathCount} paths from ${loss}$ to ${symbol}$, the {count} largest', { pathCount: pathCount(sum.count), loss, symbol, count: sum.paths.length });
  return examples > 1 ? say('{many}; example {example} of {examples}', { many, example: formatCount(sum.example + 1), examples: formatCount(examples) }) : many;
}

/** Rows that do not run into the corner that something else stands in. */
function clearRows(tree: PlacedTree, corner: FreeCorner | null, rowY: (row: number) => number, size: number): number {
  const count = tree.edges.filter(({ isLeaf }) => isLeaf).length;
  if (corner === null) return count;
  for (let row = 0; row < count; row++) {
    const y = rowY(row);
    if (y + size * 0.6 < corner.top) continue;
    const reach = Math.max(...tree.edges.filter(({ from }) => Math.abs(from.y - y) < 1).map(({ elbow }) => elbow));
    if (reach > corner.left - 8) return row;
  }
  return count;
}

type PathsSumProps = {
  readonly sum: PathSum;
  readonly symbol: SymbolName;
  readonly quantity: string;
  readonly isKnown: boolean;
  readonly isMarked: boolean;
  readonly top: number;
  readonly left: number;
  readonly lit: string | null;
};

/** Under the products, as one adds up numbers on paper. */
function PathsSum({ sum, symbol, quantity, isKnown, isMarked, top, left, lit }: PathsSumProps) {
  const others = sum.count - sum.paths.length;
  return (
    <div className="step-paths-sum" style={{ top, left }} data-tone={isKnown ? undefined : 'unknown'}>
      {others > 0 ? (
        <p>
          <b title={isKnown ? formatExact(sum.rest) : say('Not yet computed')}>{isKnown ? formatSigned(sum.rest) : '–'}</b>
          <span>{others === 1 ? say('the other path') : say('and {pathCount} more paths together', { pathCount: pathCount(others) })}</span>
        </p>
      ) : null}
      <p className={sum.count > 1 ? 'step-paths-total step-paths-rule' : 'step-paths-total'} data-marked={isMarked}>
        <button type="button" data-quantity={quantity} data-lit={lit === quantity} aria-label={`${symbol.spoken}: ${isKnown ? formatSigned(sum.total) : say('not yet computed')}`} title={isKnown ? formatExact(sum.total) : say('Not yet computed')}>
          <b>{isKnown ? formatSigned(sum.total) : '–'}</b>
          <span>= <MathText>{symbol.markup}</MathText></span>
        </button>
        {sum.count > 1 ? <span>{say('the sum of {pathCount}', { pathCount: sum.count === 2 ? say('both') : say('all {pathCount}', { pathCount: pathCount(sum.count) }) })}</span> : null}
      </p>
    </div>
  );
}
