/** The signed difference Σ(y − ŷ): a bar for every answer, those up and those down cancel, and Σ|y − ŷ| of the same errors beside it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { MathText } from '../../components/MathText.tsx';
import { Prose } from '../../components/Prose.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { presetOf } from '../../config/presets.ts';
import type { RunData } from '../../datasets/runData.ts';
import { changeExperiment, choosePreset } from '../../store/actions.ts';
import { getFrame, subscribeFrame, useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { useSaid } from '../../store/useSaid.ts';
import { formatCount, formatNumber, formatSetting, formatSigned } from '../../viz/format.ts';
import { drawLossBars, worstFirst } from '../../viz/lossBars.ts';
import { cancelling, signedErrors, type Cancelling } from '../../viz/signedErrors.ts';
import { steadyReach } from '../../viz/ticks.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { barsWords, cancelWords, WATERFALL_EMPTY, waterfall } from './LossFunctionCancelText.ts';
import { withSymbols } from './LossFunctionExample.tsx';
import { say } from '../../words/say.ts';

type Moment = { readonly errors: Float64Array; readonly order: Uint32Array; readonly sums: Cancelling; readonly reach: number };

/** The errors of the present frame, added once whoever asks. */
function createMoments(): () => Moment | null {
  let last: TrainingFrame | null = null;
  let lastData: RunData | null = null;
  let moment: Moment | null = null;
  return () => {
    const frame = getFrame();
    const { data } = nabla.getState();
    if (frame === null || data === null) return null;
    if (frame === last && data === lastData) return moment;
    const all = signedErrors(frame.trainOutputs, data.trainEncoded);
    // What is no finite number goes neither up nor down: it is counted, and not drawn.
    const errors = all.filter(Number.isFinite);
    const largest = errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0);
    moment = { errors, order: worstFirst(errors), sums: cancelling(all), reach: steadyReach(largest, lastData === data ? moment?.reach ?? 0 : 0) };
    [last, lastData] = [frame, data];
    return moment;
  };
}

export function LossFunctionCancel() {
  const [source] = useState(createMoments);
  return (
    <>
      <Bars source={source} />
      <Sums source={source} />
      <Situation />
    </>
  );
}

type Source = { readonly source: () => Moment | null };

function Bars({ source }: Source) {
  const canvas = useRef<CanvasHandle>(null);
  useEffect(() => {
    const stopFrames = subscribeFrame(() => canvas.current?.redraw(true));
    const stopState = nabla.subscribe((now, before) => { if (now.data !== before.data) canvas.current?.redraw(); });
    return () => {
      stopFrames();
      stopState();
    };
  }, []);
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    const moment = source();
    if (moment === null) return;
    // The bars of the loss column, turned: up is too low an answer, and the largest stands on the left.
    context.save();
    context.translate(0, height);
    context.rotate(-Math.PI / 2);
    drawLossBars(context, moment.errors, moment.order, { x: 0, y: 0, width: height, height: width }, palette, { max: moment.reach, signed: true });
    context.restore();
  }, [source]);
  const reach = useSlowFrame(() => source()?.reach ?? 1);
  const count = useSlowFrame(() => source()?.errors.length ?? 0);
  const words = useSaid([source], () => {
    const moment = source();
    return moment === null ? '' : barsWords(moment.errors, moment.sums);
  });
  return (
    <figure className="loss-function-bars">
      <figcaption><MathText>y − ŷ</MathText>{' '}{say('of each of {count} answers to training examples: above 0 the answer is too low, below too high', { count: formatCount(count) })}</figcaption>
      <div className="loss-function-bars-axis" aria-hidden="true"><span>{formatSetting(reach, 3)}</span><span>0</span><span>{formatSetting(-reach, 3)}</span></div>
      <div className="loss-function-bars-picture"><Canvas ref={canvas} label={words} draw={draw} /></div>
    </figure>
  );
}

/** A waterfall: the sum of those above 0, from its end back the sum of those below, what is left; and their sizes added. */
function Sums({ source }: Source) {
  const task = useNabla((state) => state.data?.task ?? 'regression');
  const isSoftmax = useNabla((state) => state.experiment.outputActivation === 'softmax');
  const key = useSlowFrame((frame) => {
    const sums = source()?.sums;
    return sums === undefined ? '' : [sums.up, sums.down, sums.lost, sums.plus, sums.minus, sums.left, sums.size, frame?.trainAccuracy ?? Number.NaN].join(' ');
  });
  if (key === '') return null;
  const [up = 0, down = 0, lost = 0, plus = 0, minus = 0, left = 0, size = 0, accuracy = Number.NaN] = key.split(' ').map(Number);
  const sums: Cancelling = { up, down, lost, plus, minus, left, size };
  const rows = size > 0 ? waterfall(sums) : WATERFALL_EMPTY;
  return (
    <>
      <table className="loss-function-sums" aria-label={say('Errors added')}>
        <tbody>
          <Row kind="plus" name={say('{up} too low', { up })} value={formatSigned(plus)} {...rows.plus} />
          <Row kind="minus" name={say('{down} too high', { down })} value={formatSigned(minus)} {...rows.minus} />
          <Row kind="left" name={<>{say('what is left:')}{' '}<MathText>Σ(y − ŷ)</MathText></>} value={formatSigned(left)} {...rows.left} />
          <Row kind="size" name={<>{say('no sign, nothing cancels:')}{' '}<MathText>Σ|y − ŷ|</MathText></>} value={formatNumber(size)} {...rows.size} split={plus / Math.max(size, Number.MIN_VALUE)} />
        </tbody>
      </table>
      <div className="loss-function-findings">
        {cancelWords(sums, { task, accuracy, isSoftmax }).map((sentence) => <p key={sentence.slice(0, 20)}><Prose>{withSymbols(sentence)}</Prose></p>)}
      </div>
    </>
  );
}

type RowProps = { readonly kind: string; readonly name: React.ReactNode; readonly value: string; readonly from: number; readonly length: number; /** Share of the bar that was above 0; the rest was below. */ readonly split?: number };

function Row({ kind, name, value, from, length, split }: RowProps) {
  return (
    <tr data-kind={kind}>
      <th scope="row">{name}</th>
      <td>{value}</td>
      <td aria-hidden="true"><span className="loss-function-fall"><span style={{ insetInlineStart: `${100 * from}%`, width: `${100 * length}%` }}>{split !== undefined && <span style={{ width: `${100 * split}%` }} />}</span></span></td>
    </tr>
  );
}

/** A ready situation in which a bad model looks perfect, and what to try in it. */
function Situation() {
  const isThere = useNabla((state) => presetOf({ ...state.experiment, loss: { ...state.experiment.loss, name: 'signed_difference' } }) === 'cancellingErrors');
  const loss = useNabla((state) => state.experiment.loss.name);
  const setLoss = (name: 'signed_difference' | 'absolute'): void => { changeExperiment((experiment) => ({ ...experiment, loss: { ...experiment.loss, name } })); };
  return (
    <div className="loss-function-situation">
      {!isThere ? (
        <>
          <TextButton look="framed" onClick={() => { choosePreset('cancellingErrors'); }}>{say('Show a bad model that looks perfect')}</TextButton>
          <p>{say('It begins a new run; Undo brings this one back.')}</p>
        </>
      ) : loss === 'signed_difference' ? (
        <>
          <p><Prose>{withSymbols(say('The line slopes the wrong way, and at the start Σ(y − ŷ) is almost 0. Press Play: the loss falls below 0 without end, and the line only moves away.'))}</Prose></p>
          <TextButton look="framed" onClick={() => { setLoss('absolute'); }}>{say('Take the absolute error instead')}</TextButton>
        </>
      ) : (
        <>
          <p>{say('Press Play: without the signs the line turns and finds the examples.')}</p>
          <TextButton look="framed" onClick={() => { setLoss('signed_difference'); }}>{say('Back to the signed difference')}</TextButton>
        </>
      )}
    </div>
  );
}
