/** The loss as the reader thinks it will run, drawn with the pointer or with the arrow keys; then the real one is drawn over it. */
import { useCallback, useId, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useNabla } from '../store/nabla.ts';
import { formatNumber } from '../viz/format.ts';
import { curvePath, planeOf, type LossPlane } from './lossPlane.ts';
import type { Prediction } from './lesson.ts';
import type { PredictProps } from './LessonPredictChoice.tsx';
import type { MeasuredMoment } from './measuredMoment.ts';
import { measures } from './measures.ts';
import { useMeasured } from './useMeasured.ts';
import { spanText } from './words.ts';
import { say } from '../words/say.ts';
import { decimal } from '../words/decimal.ts';

/** Moments at which the curve is drawn, the first of them where the run begins. */
const KNOTS = 9;
const WIDTH = 272;
const HEIGHT = 148;
const LEFT = 40;
const BOTTOM = 18;
const TOP = 6;
/** One press of an arrow key, px of the picture. */
const STEP = 4;

export function LessonPredictCurve({ predict, guess, came, isAsked, onGuess }: PredictProps & { readonly predict: Extract<Prediction, { kind: 'curve' }> }) {
  const id = useId();
  const picture = useRef<SVGSVGElement>(null);
  const drawnTo = useRef<number | null>(null);
  const first = useMeasured(useCallback((moment: MeasuredMoment) => Number(measures.startLoss.of(moment)), []));
  const start = came?.curve?.[0]?.[1] ?? (Number.isFinite(first) && first > 0 ? first : 1);
  const losses = guess?.kind === 'curve' ? guess.losses : Array.from({ length: KNOTS }, () => start);
  const plane = planeOf(start, { left: LEFT, right: WIDTH - 4, top: TOP, bottom: HEIGHT - BOTTOM }, useNabla((state) => state.lossAxis));
  const hasDrawn = guess?.kind === 'curve';

  const draw = ({ clientX, clientY }: PointerEvent): void => {
    const box = picture.current?.getBoundingClientRect();
    if (box === undefined || !isAsked) return;
    const [x, y] = [((clientX - box.left) / box.width) * WIDTH, ((clientY - box.top) / box.height) * HEIGHT];
    const at = Math.max(1, Math.min(KNOTS - 1, Math.round(plane.shareAt(x) * (KNOTS - 1))));
    const loss = plane.lossAt(y);
    const from = drawnTo.current ?? at;
    const next = [...losses];
    // A quick hand passes over moments between two of its places.
    for (let knot = Math.min(from, at); knot <= Math.max(from, at); knot += 1) {
      const share = at === from ? 1 : (knot - from) / (at - from);
      next[knot] = plane.lossAt(plane.y(losses[from] ?? loss) * (1 - share) + plane.y(loss) * share);
    }
    // What has not been drawn yet goes on level.
    if (!hasDrawn) next.fill(loss, at + 1);
    drawnTo.current = at;
    onGuess({ kind: 'curve', losses: next });
  };
  const onKeyDown = (knot: number) => (event: KeyboardEvent<SVGCircleElement>): void => {
    const down = event.key === 'ArrowUp' ? -STEP : event.key === 'ArrowDown' ? STEP : null;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (down === null && by === null) return;
    event.preventDefault();
    if (by !== null) {
      picture.current?.querySelector<SVGElement>(`[data-knot="${knot + by}"]`)?.focus();
      return;
    }
    if (!isAsked || down === null) return;
    const loss = plane.lossAt(plane.y(losses[knot] ?? start) + down);
    onGuess({ kind: 'curve', losses: losses.map((each, i) => (i === knot || (!hasDrawn && i > knot) ? loss : each)) });
  };

  return (
    <div className="lesson-curve">
      <svg
        ref={picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={say('The {name} as you think it will run', { name: measures[predict.of].label.toLowerCase() })} aria-describedby={`${id}-how`}
        data-asked={isAsked}
        onPointerDown={(event) => {
          if (!isAsked) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drawnTo.current = null;
          draw(event);
        }}
        onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) draw(event); }}
      >
        <clipPath id={`${id}-room`}><rect x={LEFT} y={TOP} width={WIDTH - LEFT} height={HEIGHT - BOTTOM - TOP} /></clipPath>
        <Axes plane={plane} after={spanText(predict.after)} />
        <g clipPath={`url(#${id}-room)`}>
          <path className="lesson-curve-guess" data-drawn={hasDrawn} d={curvePath(plane, losses.map((loss, i) => [i / (KNOTS - 1), loss]))} />
          {came?.curve !== undefined && <path className="lesson-curve-came" data-of={predict.of} d={curvePath(plane, came.curve)} />}
        </g>
        {losses.map((loss, i) => (i === 0 ? null : (
          <circle
            // The moments have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={i} data-knot={i} className="lesson-curve-knot" cx={plane.x(i / (KNOTS - 1))} cy={plane.y(loss)} r={4.5}
            role="slider" tabIndex={isAsked ? 0 : -1} aria-orientation="vertical" aria-disabled={!isAsked}
            aria-label={say('Loss after {count} {unit}s', { count: Math.round((i / (KNOTS - 1)) * predict.after.count), unit: predict.after.unit })}
            aria-valuemin={plane.least} aria-valuemax={plane.most} aria-valuenow={loss} aria-valuetext={formatNumber(loss)}
            onKeyDown={onKeyDown(i)}
          />
        )))}
        <circle className="lesson-curve-start" cx={plane.x(0)} cy={plane.y(start)} r={3.5} />
      </svg>
      {isAsked && <p id={`${id}-how`} className="lesson-how">{say('Draw it from the dot on; or Tab to a point, ↑ and ↓.')}</p>}
    </div>
  );
}

/** Powers of ten as on the axis of the timeline. */
function tickText(tick: number): string {
  return tick === 0 ? '0' : tick >= 0.0009 && tick <= 1000 ? decimal(String(Number(tick.toPrecision(1)))) : formatNumber(tick).replace(/^1(?:\.0+)?·/, '');
}

function Axes({ plane, after }: { readonly plane: LossPlane; readonly after: string }) {
  return (
    <g className="lesson-curve-axes" aria-hidden="true">
      {plane.ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - 4} y1={plane.y(tick)} y2={plane.y(tick)} />
          <text x={LEFT - 5} y={plane.y(tick) + 4} textAnchor="end">{tickText(tick)}</text>
        </g>
      ))}
      <text x={LEFT} y={HEIGHT - 3}>0</text>
      <text x={WIDTH - 4} y={HEIGHT - 3} textAnchor="end">{after}</text>
    </g>
  );
}
