/** What the colours of the output's picture mean: a scale with its two ends, or for three classes and more their marks and names in full. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { Popover } from '../../components/Popover.tsx';
import { useNabla } from '../../store/nabla.ts';
import { selectPresenting } from '../../store/selectors.ts';
import { formatSetting } from '../../viz/format.ts';
import { drawScale } from '../../viz/heatmap.ts';
import { classColours } from '../../viz/palette.ts';
import { drawPoint } from '../../viz/points.ts';
import { OUTPUT_BANDS } from './OutputPanelDraw.ts';
import { legendLines } from './OutputPanelLegendLines.ts';
import { outputScale } from '../../viz/outputScale.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

/** More classes than this stand closer; names no longer than so many letters always fit. */
const MANY = 5;
const SHORT = 2;
/** Of two classes that are no more than numbers, those asked for or the truth values that they stand for. */
const PLAIN_NAMES: ReadonlySet<string> = new Set(['−1', '+1', '0', '1']);
/** A mark and the room after it, and the room between two classes, px. */
const MARK = 18;
const GAP = 10;
/** "3 classes" with its caret, px. */
const WORD = 78;

export function OutputPanelLegend() {
  const data = useNabla((state) => state.data);
  const activation = useNabla((state) => state.experiment.outputActivation);
  if (data === null) return null;
  if (data.classes.length > 2) {
    return <ClassLegend classes={data.classes} />;
  }
  if (data.inputCount === 1) {
    return <p className="output-panel-curve-key">{told('{part}fitted curve', { part: <span aria-hidden="true" /> })}</p>;
  }
  if (data.task === 'classification' && data.classes.some((name) => !PLAIN_NAMES.has(name))) return <NamedScale classes={data.classes} />;
  const { low, high } = outputScale(data, activation);
  return (
    <p className="output-panel-scale">
      <span className="output-panel-end">{formatSetting(low, 3)}</span>
      <ScaleBar />
      <span className="output-panel-end">{high > 0 && low < 0 ? '+' : ''}{formatSetting(high, 3)}</span>
    </p>
  );
}

/** Two classes with names of their own, each at its end of the colours. */
function NamedScale({ classes }: { readonly classes: readonly string[] }) {
  const [low = '', high = ''] = classes;
  return (
    <p className="output-panel-scale" data-named="true">
      <span className="output-panel-end" title={low}>{low}</span>
      <ScaleBar />
      <span className="output-panel-end" title={high}>{high}</span>
    </p>
  );
}

/** The classes with their names in full: in the line, in two, or where they are too long for that behind a word, their marks before it. */
function ClassLegend({ classes }: { readonly classes: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  const presenting = useNabla(selectPresenting);
  const [lines, setLines] = useState(1);
  const isShort = classes.every((name) => name.length <= SHORT);
  useLayoutEffect(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (box.current === null || context === null || width === 0) return;
    const { fontSize, fontFamily } = getComputedStyle(box.current);
    context.font = `${fontSize} ${fontFamily}`;
    setLines(isShort ? 1 : legendLines(classes.map((name) => Math.ceil(MARK + context.measureText(name).width)), GAP, width, presenting ? 1 : 2));
  }, [classes, isShort, width, height, presenting]);
  const entries = classes.map((name, index) => <li key={name}><ClassMark index={index} count={classes.length} /><span>{name}</span></li>);
  return (
    <div ref={box} className="output-panel-legend">
      {lines > 0 ? <ul className="output-panel-classes" aria-label={say('Classes')} data-many={classes.length > MANY} data-lines={lines}>{entries}</ul> : (
        <>
          {width >= classes.length * MARK + WORD && classes.map((name, index) => <ClassMark key={name} index={index} count={classes.length} />)}
          <Popover label={say('Classes')} trigger={say('{count} classes', { count: classes.length })}><ul className="output-panel-classes" data-lines="all" aria-label={say('Classes')}>{entries}</ul></Popover>
        </>
      )}
    </div>
  );
}

/** A class as the picture has it: its marker on its colour. */
export function ClassMark({ index, count }: { readonly index: number; readonly count: number }) {
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    const colour = classColours(palette, count)[index];
    if (colour === undefined) return;
    context.fillStyle = colour.area;
    context.fillRect(0, 0, width, height);
    drawPoint(context, width / 2, height / 2, index, false, 3.4, palette);
  }, [index, count]);
  return <span className="output-panel-mark" aria-hidden="true"><Canvas label={null} draw={draw} /></span>;
}

/** Training and validation examples of a regression, as they are drawn. */
export function SplitLegend() {
  const hasValidation = useNabla((state) => state.data !== null && state.data.validationTargets.length > 0);
  return (
    <ul className="output-panel-classes" aria-label={say('Examples')}>
      <li><ValueMark validation={false} />{say('training')}</li>
      {hasValidation && <li><ValueMark validation />{say('validation')}</li>}
    </ul>
  );
}

function ValueMark({ validation }: { readonly validation: boolean }) {
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    drawPoint(context, width / 2, height / 2, { value: 0.6 }, validation, 3.6, palette);
  }, [validation]);
  return <span className="output-panel-mark" aria-hidden="true"><Canvas label={null} draw={draw} /></span>;
}

function drawBar(context: CanvasRenderingContext2D, { width, height, palette }: CanvasView): void {
  drawScale(context, 0, 0, width, height, palette, 'diverging', OUTPUT_BANDS);
}

function ScaleBar() {
  return <span className="output-panel-bar" aria-hidden="true"><Canvas label={null} draw={drawBar} /></span>;
}
