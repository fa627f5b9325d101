/** Where in the update one is: its movements, a tick for every quantity, and the marker one can drag. */
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { usePalette } from '../../components/usePalette.ts';
import { addressOf } from '../../engine/network.ts';
import type { Address } from '../../explain/address.ts';
import { phaseNames } from '../../explain/phases.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { useNabla } from '../../store/nabla.ts';
import { useScript } from '../../store/beats.ts';
import { goToPosition, goToStart, stepBackward, stepForward } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatCount } from '../../viz/format.ts';
import { labelledTicks, layoutPosition, partAt, placeOf, positionAt, tickAddress, type PositionPart, type PositionTick } from './StepPositionLayout.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import './StepPosition.css';
import { say } from '../../words/say.ts';

export function StepPosition() {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const script = useScript();
  const study = useStudy();
  return (
    <section className="step-position" aria-label={say('Place in the update')}>
      <div ref={box} className="step-position-box">
        {script === null || study === null
          ? <input type="range" className="step-position-range" aria-label={say('Position')} aria-valuetext={say('Computing the update')} disabled min={0} max={1} value={0} readOnly />
          : <Scrubber script={script} study={study} width={Math.max(240, width)} />}
      </div>
    </section>
  );
}

function Scrubber({ script, study, width }: { readonly script: Script; readonly study: Study; readonly width: number }) {
  const position = useNabla((state) => Math.min(state.position, script.count));
  const example = script.stretches(position).find((stretch) => stretch.example !== null);
  const start = example?.from ?? 0;
  // The layout is that of an example; going on within it changes nothing.
  const fresh = useMemo(() => layoutPosition(script, start + 1, width), [script, start, width]);
  const [held, setHeld] = useState<readonly PositionPart[] | null>(null);
  const parts = held ?? fresh;

  const go = (event: PointerEvent<HTMLElement>, over: readonly PositionPart[]): void => {
    const next = positionAt(over, event.clientX - event.currentTarget.getBoundingClientRect().left);
    if (next !== position) goToPosition(next);
  };
  return (
    <div
      className="step-position-track"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        // While the marker is dragged the ground under it stays.
        setHeld(fresh);
        go(event, fresh);
      }}
      onPointerMove={(event) => { if (held !== null) go(event, held); }}
      onPointerUp={() => { setHeld(null); }}
      onPointerCancel={() => { setHeld(null); }}
    >
      <input
        type="range" className="step-position-range" aria-label={say('Position')} aria-valuetext={placeText(script, study, position)}
        min={0} max={script.count} step={1} value={position}
        onChange={(event) => { goToPosition(event.currentTarget.valueAsNumber); }} onKeyDown={(event) => { walk(event, script, position); }}
      />
      <Drawing parts={parts} study={study} address={position === 0 ? null : script.at(position - 1).address} position={position} width={width} />
    </div>
  );
}

/** The keys of stepping are those of the whole view; Page Up and Page Down go by phases. */
function walk(event: KeyboardEvent, script: Script, position: number): void {
  const act = {
    ArrowRight: stepForward, ArrowUp: stepForward, ArrowLeft: stepBackward, ArrowDown: stepBackward, Home: goToStart,
    End: () => { goToPosition(script.count); },
    PageUp: () => { goToPosition(script.move(position, 'phase', 1)); },
    PageDown: () => { goToPosition(script.move(position, 'phase', -1)); },
  }[event.key];
  if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act();
}

/** "Step 17 of 31: the gradient of w 1 1 1". */
function placeText(script: Script, study: Study, position: number): string {
  const count = formatCount(script.gradientCount);
  if (position === 0) return say('Before step 1 of {count}: nothing is computed yet', { count });
  const { address, term, example } = script.at(position - 1);
  const isWhole = script.positionOf(address) === position;
  // A sum whose terms are still being added counts already.
  const place = say('Step {gradientsDone} of {count}', { gradientsDone: formatCount(script.gradientsDone(position) + (isWhole ? 0 : 1)), count });
  const whose = example === null || script.examples < 2 ? '' : say(', example {example} of {examples}', { example: example + 1, examples: script.examples });
  const which = term === null || isWhole ? '' : say(', term {term}', { term: term + 1 });
  return `${place}${whose}: ${study.names.symbol(address).spoken}${which}`;
}

type DrawingProps = {
  readonly parts: readonly PositionPart[];
  readonly study: Study;
  /** Of the present beat; null at the start. */
  readonly address: Address | null;
  readonly position: number;
  readonly width: number;
};

/** Px below which the phases have their shortest names. */
const NARROW = 560;
const TICK = 4;
/** The present movement's name is in wider letters. */
const BOLD = 1.1;

/** Where the line runs, in px from the top of the strip: under the names of the movements. */
const lineAt = (text: number): number => 23 + text;

function Drawing({ parts, study, address, position, width }: DrawingProps) {
  const { t2: text } = usePalette();
  const line = lineAt(text);
  const x = placeOf(parts, position);
  const present = partAt(parts, position);
  const nameWidth = (part: PositionPart): number => nameOf(part, study.trace.examples.length, width < NARROW).length * 0.55 * text;
  // A movement's name that has no room waits until the step is in it; then the next ones begin where it ends, or wait.
  const reach = present === null ? 0 : present.left + nameWidth(present) * BOLD;
  const nameLeft = (part: PositionPart): number => (present !== null && part.left > present.left ? Math.max(part.left, reach) : part.left);
  const named = parts.filter((part) => part === present || nameWidth(part) <= part.right - nameLeft(part));
  return (
    <div className="step-position-drawing" aria-hidden="true">
      {named.map((part) => (
        <span key={part.from} className="step-position-name" data-phase={part.phase} data-present={part === present && part.others === null} style={{ left: nameLeft(part) }}>
          {nameOf(part, study.trace.examples.length, width < NARROW)}
        </span>
      ))}
      <svg className="step-position-lines" width={width} height={line + 2 * TICK}>
        {parts.map((part) => <Movement key={part.from} part={part} x={x} line={line} isDone={position >= part.to} isBegun={position > part.from} position={position} />)}
        <path className="step-position-pin" transform={`translate(${x} ${line})`} d="M-6 -18h12v8l-6 7l-6 -7z" />
        <rect className="step-position-ring" x={x - 11} y={line - 23} width={22} height={24} rx={2} />
      </svg>
      <Labels parts={parts} study={study} position={position} text={text} />
      {present !== null && present.ticks === null && <PresentLabel study={study} address={address} x={Math.min(Math.max(x, 16), width - 16)} text={text} />}
    </div>
  );
}

function nameOf(part: PositionPart, examples: number, isShort: boolean): string {
  if (part.others !== null) {
    const [from, to] = part.others;
    return from === to ? `${from + 1}` : `${from + 1}–${to + 1}`;
  }
  return part.phase === 'forward' && examples > 1 && part.example !== null && !isShort ? say('Example {example}: forward', { example: part.example + 1 }) : phaseNames[part.phase];
}

type MovementProps = { readonly part: PositionPart; readonly x: number; readonly line: number; readonly isDone: boolean; readonly isBegun: boolean; readonly position: number };

function Movement({ part, x, line, isDone, isBegun, position }: MovementProps) {
  const { left, right, ticks } = part;
  const end = isDone ? right : isBegun ? x : left;
  const lines = (done: boolean): string => (ticks ?? []).filter((tick) => (tick.position <= position) === done)
    .map((tick) => `M${Math.round(tick.x) + 0.5} ${line - TICK}v${2 * TICK + 1}`).join('');
  return (
    <g className="step-position-part" data-phase={part.phase} data-others={part.others !== null}>
      {end < right && <path className="step-position-rest" d={`M${end} ${line}H${right}`} />}
      {end > left && <path className="step-position-done" d={`M${left} ${line}H${end}`} />}
      <path className="step-position-tick" data-done="false" d={lines(false)} />
      <path className="step-position-tick" data-done="true" d={lines(true)} />
    </g>
  );
}

/** Quantities of one kind and one layer belong together; forward, all of a layer. */
function groupOf({ network }: Study, { address }: PositionTick): string {
  const layer = 'layer' in address ? address.layer : 'index' in address ? addressOf(network, address.index).layer : -1;
  return `${address.kind === 'a' ? 'z' : address.kind} ${layer}`;
}

/** About as wide as the symbol is set in text of this size, in px. */
function labelWidth(markup: string, text: number): number {
  return 8 + 0.48 * text * markup.replaceAll(/[_^{}]|\u0302/g, '').length;
}

/** Where there is no room for ticks the present quantity is named under the marker alone. */
function PresentLabel({ study, address, x, text }: { readonly study: Study; readonly address: Address | null; readonly x: number; readonly text: number }) {
  if (address === null) return null;
  return (
    <span className="step-position-label" style={{ left: x, top: lineAt(text) + 8 }} data-place="present">
      <MathText>{study.names.symbol(tickAddress(address)).markup}</MathText>
    </span>
  );
}

function Labels({ parts, study, position, text }: Omit<DrawingProps, 'width' | 'address'> & { readonly text: number }) {
  const ticks = useMemo(() => parts.flatMap((part) => part.ticks ?? []), [parts]);
  const symbols = useMemo(() => ticks.map((tick) => study.names.symbol(tickAddress(tick.address)).markup), [ticks, study.names]);
  const next = position === 0 ? -1 : ticks.findIndex((tick) => tick.position >= position);
  const kept = next < 0 ? null : next;
  const heads = useMemo(() => parts.flatMap((part) => part.ticks?.map((tick, i, all) => i === 0 || groupOf(study, tick) !== groupOf(study, all[i - 1] ?? tick)) ?? []), [parts, study]);
  const shown = labelledTicks(ticks, symbols.map((symbol) => labelWidth(symbol, text)), kept, heads);
  return ticks.map((tick, i) => shown.has(i) && (
    <span
      key={tick.position} className="step-position-label" style={{ left: tick.x, top: lineAt(text) + 8 }}
      data-place={i === kept ? 'present' : tick.position <= position ? 'done' : 'later'}
    >
      <MathText>{symbols[i] ?? ''}</MathText>
    </span>
  ));
}
