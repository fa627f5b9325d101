/** Where there is no room for a tree: each path as a line of its factors, the largest first, and their sum. */
import { useEffect, useMemo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { Prose } from '../../components/Prose.tsx';
import { addressKey } from '../../explain/address.ts';
import { sumPaths, type Factor, type Path } from '../../explain/paths.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount, formatExact, formatSigned } from '../../viz/format.ts';
import { StepPathsFactor } from './StepPathsFactor.tsx';
import { factorShownAt, factorQuantity, gradientAt, pathCount, pathSentence } from './StepPathsText.ts';
import { hasSinglePaths } from './StepPathsTree.ts';
import type { PathsView } from './StepPathsView.ts';
import { say } from '../../words/say.ts';

/** On a phone the rest of the page is below. */
const MOST_PATHS = 4;

export function StepPathsList({ view, onPaths }: { readonly view: PathsView; readonly onPaths: (paths: readonly Path[]) => void }) {
  const { study, script, example, position, index, lit, pointed } = view;
  const { names, trace } = study;
  const predicting = useNabla((state) => state.predicting);
  const sum = useMemo(() => sumPaths(study, example, index, MOST_PATHS), [study, example, index]);
  useEffect(() => onPaths(sum.paths), [onPaths, sum]);
  const gradient = { kind: 'exampleGradient', example, index } as const;
  const isKnown = position >= script.knownAt(gradient);
  const others = sum.count - sum.paths.length;
  const symbol = names.symbol({ kind: 'parameter', index }).markup;
  const isPresent = presentIn(view);
  return (
    <div className="step-paths-list" data-many={hasSinglePaths(study.network) ? undefined : true}>
      <p className="step-paths-caption">
        <Prose>{say('{pathCount} from ${markup}$ to ${symbol}${count}{example}', { pathCount: sum.count === 1 ? say('The one path') : say('{pathCount} paths', { pathCount: pathCount(sum.count) }), markup: names.symbol({ kind: 'exampleLoss', example }).markup, symbol, count: others > 0 ? say(', the {count} largest', { count: sum.paths.length }) : '', example: trace.examples.length > 1 ? say('; example {example} of {count}', { example: formatCount(example + 1), count: formatCount(trace.examples.length) }) : '' })}</Prose>
      </p>
      <ol>
        {sum.paths.map(({ factors, product }, number) => (
          <li key={factors.map(({ by }) => addressKey(by)).join(' ')} data-path={number} data-lit={pointed === number}>
            {factors.map((factor, place) => (
              <span key={addressKey(factor.by)} className="step-paths-link">
                {place > 0 ? <span className="step-paths-dot">·</span> : null}
                <StepPathsFactor
                  factor={factor}
                  names={names}
                  detail="pair"
                  hasNumber={position >= factorShownAt(factor, script, example, predicting)}
                  isDone={position >= script.knownAt(gradientAt(factor.by, example))}
                  isLit={isPresent(factor) || (lit !== null && lit === addressKey(factorQuantity(factor)))}
                  inTabOrder
                />
              </span>
            ))}
            <span className="step-paths-link">
              <span className="step-paths-dot">=</span>
              <button
                type="button"
                className="step-paths-result"
                data-path={number}
                data-quantity={sum.count === 1 ? addressKey(gradient) : undefined}
                data-lit={sum.count === 1 && lit === addressKey(gradient)}
                data-tone={isKnown ? 'grad' : 'unknown'}
                aria-label={say('{path}: product {product}', { path: pathSentence(factors, names), product: isKnown ? formatSigned(product) : say('not yet computed') })}
                title={isKnown ? formatExact(product) : say('Not yet computed')}
              >
                {isKnown ? formatSigned(product) : '–'}
              </button>
            </span>
          </li>
        ))}
      </ol>
      {sum.count === 1 ? null : <div className="step-paths-sum" data-tone={isKnown ? undefined : 'unknown'}>
        {others > 0 ? <p><b>{isKnown ? formatSigned(sum.rest) : '–'}</b><span>{others === 1 ? say('the other path') : say('and {pathCount} more paths together', { pathCount: pathCount(others) })}</span></p> : null}
        <p className="step-paths-total step-paths-rule">
          <button type="button" data-quantity={addressKey(gradient)} data-lit={lit === addressKey(gradient)} aria-label={`${names.symbol(gradient).spoken}: ${isKnown ? formatSigned(sum.total) : say('not yet computed')}`}>
            <b>{isKnown ? formatSigned(sum.total) : '–'}</b>
            <span>= <MathText>{names.symbol(gradient).markup}</MathText></span>
          </button>
          {sum.count > 1 ? <span>{say('the sum of {pathCount}', { pathCount: sum.count === 2 ? say('both') : say('all {pathCount}', { pathCount: pathCount(sum.count) }) })}</span> : null}
        </p>
      </div>}
    </div>
  );
}

/** Whether a factor is what the present step works out: on the way forward what its derivative is taken of, on the way back what by. */
function presentIn({ beat, example }: PathsView): (factor: Factor) => boolean {
  if (beat === null || (beat.example !== null && beat.example !== example)) return () => false;
  const wanted = addressKey(beat.address);
  const isForward = beat.phase === 'forward' || beat.phase === 'loss';
  return ({ of, by }) => addressKey(isForward ? of : gradientAt(by, example)) === wanted;
}
