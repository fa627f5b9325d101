/** The tree of all parameters of a small network; its leaves are the rows of the ledger beside it. */
import { useEffect, useMemo } from 'react';
import { Prose } from '../../components/Prose.tsx';
import { layoutPathTree } from '../../explain/pathTree.ts';
import { sumPaths, type Path } from '../../explain/paths.ts';
import { chooseParameter } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount, formatSigned } from '../../viz/format.ts';
import { stepColumns } from '../../viz/stepColumns.ts';
import { ledgerOrder, presentParameters } from './StepLedgerRows.ts';
import { useLedgerView } from '../../store/ledgerView.ts';
import { StepPathsPicture } from './StepPathsPicture.tsx';
import { detailsOf, nodeDetails, preferredWidth, textSize } from './StepPathsDetail.ts';
import { pathSentence } from './StepPathsText.ts';
import { placeTree, treeColumns } from './StepPathsTree.ts';
import { markedEdges } from './StepPathsMarked.ts';
import type { PathsView } from './StepPathsView.ts';
import { say } from '../../words/say.ts';

/** Rows lower than this, in multiples of the text size, have room for small labels only. */
const TIGHT = 2.2;

/** The label of the first row reaches over it. */
const LABEL_OVER = 16;

export type StepPathsWholeProps = {
  readonly view: PathsView;
  readonly chosen: number | null;
  readonly onPaths: (paths: readonly Path[]) => void;
};

export function StepPathsWhole({ view, chosen, onPaths }: StepPathsWholeProps) {
  const { study, script, beat, width, height, pictureWidth, example, position, index, isSubject, lit, pointed } = view;
  const { network, names, trace } = study;
  const { head, row, scrolled } = useLedgerView();
  const size = textSize(useNabla((state) => state.presenting));
  // Not the ledger's list: for a moment after a change of the network that is still the one before.
  const order = useMemo(() => ledgerOrder(network), [network]);
  const rows = useMemo(() => Array.from(order, (parameter) => sumPaths(study, example, parameter, 1)), [study, example, order]);
  const paths = useMemo(() => rows.flatMap(({ paths: [path] }) => (path === undefined ? [] : [path])), [rows]);
  const structure = useMemo(() => layoutPathTree(paths, (path) => path), [paths]);
  useEffect(() => onPaths(paths), [onPaths, paths]);

  const rowY = (place: number): number => head + (place + 0.5) * row - scrolled;
  const columns = stepColumns(network, pictureWidth, size);
  const shift = pictureWidth - width;
  const start = (columns[0]?.from ?? shift) - shift;
  const tree = placeTree(structure, { rowY, start, xOf: treeColumns(network, columns, shift), level: 'middle', merged: false }, (factors) => preferredWidth(factors, names, size));
  const active = order.indexOf(index);
  // What the present step is about; before the backward pass there is nothing to follow yet.
  const isReached = isSubject && (chosen !== null || (beat !== null && beat.phase !== 'forward' && beat.phase !== 'loss'));
  const presents = useMemo(() => presentParameters(network, beat), [network, beat]);
  const marked = markedEdges(tree, pointed ?? (isReached ? active : null), beat, example);
  // The rows of the ledger that are on the marker reach into the tree.
  const stubs = chosen !== null || presents.size === 0 ? (isSubject && active >= 0 ? [active] : []) : rows.flatMap((_, place) => (presents.has(order[place] ?? -1) ? [place] : []));
  const count = trace.examples.length;

  return (
    <div className="step-paths-whole" data-tight={row < size * TIGHT}>
      {count > 1 ? <p className="step-paths-caption" style={{ height: head, left: 'auto', right: 0 }}><Prose>{say('paths of example {example} of {count}', { example: formatCount(example + 1), count: formatCount(count) })}</Prose></p> : null}
      <div className="step-paths-clip" style={{ top: head - LABEL_OVER }}>
        <div style={{ position: 'absolute', inset: `${LABEL_OVER - head}px 0 0` }}>
          {stubs.map((place) => <span key={place} className="step-paths-stub" style={{ top: rowY(place) - row / 2, height: row, width: start }} />)}
          <StepPathsPicture
            tree={tree}
            study={study}
            script={script}
            example={example}
            position={position}
            width={width}
            height={Math.max(height, rowY(order.length) + 8)}
            marked={marked}
            active={active}
            lit={lit}
            detail={detailsOf(tree, names, size)}
            gradients={nodeDetails(tree, study, size)}
          />
          {rows.map(({ paths: [path], total }, place) => (path === undefined ? null : (
            <button
              key={order[place]}
              type="button"
              className="step-paths-leaf"
              tabIndex={place === Math.max(0, active) ? 0 : -1}
              style={{ top: rowY(place) - row / 2, height: row, width: start + 4 }}
              data-path={place}
              aria-pressed={order[place] === chosen}
              aria-label={say('{path} to {spoken}: product {total}', { path: pathSentence(path.factors, names), spoken: names.symbol({ kind: 'parameter', index: order[place] ?? 0 }).spoken, total: position >= script.knownAt({ kind: 'exampleGradient', example, index: order[place] ?? 0 }) ? formatSigned(total) : say('not yet computed') })}
              onClick={() => chooseParameter(order[place] === chosen ? null : (order[place] ?? null))}
            />
          )))}
        </div>
      </div>
    </div>
  );
}
