/** Path tree: how the loss depends on a weight. The whole tree of a small network, its leaves the ledger's rows; else a weight's largest paths. */
import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { TextButton } from '../../components/TextButton.tsx';
import { parseAddress } from '../../explain/address.ts';
import { light, lightPath } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useBeat, useScript } from '../../store/beats.ts';
import { useStudy } from '../../store/study.ts';
import { useStepStacks } from './StepFlow.ts';
import { nearestParameter, parameterOf } from './StepLedgerRows.ts';
import { revealFocused } from './StepReveal.ts';
import { useNaturalLedger } from '../../store/ledgerView.ts';
import { leaveGuest, openQuantity } from '../../store/steppingActions.ts';
import { StepPathsList } from './StepPathsList.tsx';
import { StepPathsOfWeight } from './StepPathsOfWeight.tsx';
import { useIsBeside } from './StepPathsRoom.ts';
import { pathKeys } from './StepPathsText.ts';
import { hasSinglePaths } from './StepPathsTree.ts';
import { StepPathsWhole } from './StepPathsWhole.tsx';
import { useElementSize } from '../../components/useElementSize.ts';
import type { Path } from '../../explain/paths.ts';
import type { PathsProps, PathsView } from './StepPathsView.ts';
import './StepPaths.css';
import { say } from '../../words/say.ts';

export type StepPathsProps = {
  /** Width of the network's picture above, which ends at the same right edge, in px; the tree takes its columns. */
  readonly pictureWidth?: number;
};

/** As much as the picture reaches over the ledger in the layout of 1440 px. */
const OVER_LEDGER = 80;
/** Narrower, paths are lines of factors. */
const NARROW = 520;
/** The whole tree stands beside a ledger of so few rows. */
const MOST_ROWS = 12;

export function StepPaths({ pictureWidth }: StepPathsProps) {
  const study = useStudy();
  const script = useScript();
  const beat = useBeat();
  const place = useRef<HTMLElement>(null);
  const { width, height } = useElementSize(place);
  const stacks = useStepStacks();
  const isList = stacks || (width > 0 && width < NARROW);
  const isBeside = useIsBeside('.step-paths', '.area-step-ledger', `${width} ${height}`);
  return (
    <section className="step-paths" aria-label={say('Path tree')} ref={place} data-list={isList}>
      {study === null || script === null || width === 0 ? null : study.trace.guest === true ? (
        <div className="step-paths-none">
          <p>{say('No gradients and no new weights: a validation example is only looked at, up to its loss.')}</p>
          <TextButton onClick={leaveGuest}>{say('Back to the next update')}</TextButton>
        </div>
      ) : (
        <Paths isList={isList} study={study} script={script} beat={beat} width={width} height={height} isBeside={isBeside} pictureWidth={pictureWidth ?? (isBeside ? width + OVER_LEDGER : width)} />
      )}
    </section>
  );
}

function Paths(props: PathsProps) {
  const { study, beat, isList, isBeside } = props;
  const position = useNabla((state) => state.position);
  const focus = useNabla((state) => state.focus);
  const chosen = useNabla((state) => state.chosen);
  const lit = useNabla((state) => state.lit);
  const natural = useNaturalLedger();
  const [pointed, setPointed] = useState<number | null>(null);
  /** Of the path lit by keyboard. */
  const [litSaid, setLitSaid] = useState<string | null>(null);
  const shown = useRef<readonly Path[]>([]);
  useEffect(() => () => lightPath(null), []);

  const { network, names, trace } = study;
  const example = beat?.example ?? Math.max(0, Math.min(focus, trace.examples.length - 1));
  const present = parameterOf(network, beat);
  const subject = chosen ?? present;
  const index = Math.min(subject ?? nearestParameter(network, beat), network.parameterCount - 1);
  const isWhole = useMemo(() => network.parameterCount <= MOST_ROWS && hasSinglePaths(network), [network]);

  const point = (target: EventTarget): void => {
    const element = target as Element;
    const number = element.closest<HTMLElement | SVGElement>('[data-path]')?.dataset['path'];
    const path = number === undefined ? null : Number(number);
    light(element.closest<HTMLElement>('[data-quantity]')?.dataset['quantity'] ?? null);
    if (path === pointed) return;
    setPointed(path);
    const factors = path === null ? undefined : shown.current[path]?.factors;
    lightPath(factors === undefined ? null : pathKeys(factors));
  };
  const leave = (): void => {
    light(null);
    setPointed(null);
    lightPath(null);
    setLitSaid(null);
  };
  const chosenSaid = chosen === null || chosen >= network.parameterCount ? '' : say('Paths to {spoken}', { spoken: names.symbol({ kind: 'parameter', index: chosen }).spoken });
  const onClick = (event: MouseEvent<HTMLElement>) => {
    setLitSaid(null);
    const address = parseAddress((event.target as Element).closest<HTMLElement>('[data-quantity]')?.dataset['quantity'] ?? '');
    if (address !== null) openQuantity(address);
  };

  /** Up and down lead from path to path. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const from = event.target as HTMLElement;
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button[data-path]')];
    const at = stops.findIndex((stop) => stop.dataset['path'] === from.dataset['path']);
    const next = at < 0 ? undefined : stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at >= 0) event.preventDefault();
    next?.focus();
  };

  const view: PathsView = { ...props, example, position, index, isSubject: subject !== null, lit, pointed };
  const onPaths = (paths: readonly Path[]): void => { shown.current = paths; };
  return (
    <div
      role="group"
      aria-label={say('Paths')}
      className="step-paths-place"
      onKeyDown={onKeyDown}
      onPointerOver={(event: PointerEvent<HTMLElement>) => point(event.target)}
      onPointerLeave={leave}
      onFocus={(event: FocusEvent<HTMLElement>) => {
        point(event.target);
        revealFocused(event.target);
        const path = (event.target as Element).closest<HTMLElement>('[data-path]')?.dataset['path'];
        if (path !== undefined) setLitSaid(say('Path {path} of {count} is lit in the network', { path: Number(path) + 1, count: shown.current.length }));
      }}
      onBlur={leave}
      onClick={onClick}
    >
      {isList ? <StepPathsList view={view} onPaths={onPaths} />
        : isWhole && natural && isBeside ? <StepPathsWhole view={view} chosen={chosen} onPaths={onPaths} />
        : <StepPathsOfWeight view={view} onPaths={onPaths} />}
      <p className="unseen" aria-live="polite">{litSaid ?? chosenSaid}</p>
    </div>
  );
}
