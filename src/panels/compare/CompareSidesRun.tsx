/** One of the two runs: the value in which it differs, what it has learned, how far it is, and what it is doing in a sentence. */
import { useCallback, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { Output } from '../../components/Output.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { losses } from '../../engine/losses.ts';
import { useNabla } from '../../store/nabla.ts';
import { valueWords } from '../../store/sideBySide.ts';
import { verdictNames } from '../../store/verdict.ts';
import type { SideRun } from '../../store/sideBySideSlice.ts';
import { halveSideRate, openSide, setSideValue } from '../../store/sideBySideActions.ts';
import { getSideFrames, subscribeSideFrames, useSideFrames } from '../../store/sideBySideFrames.ts';
import { formatCount, formatSetting } from '../../viz/format.ts';
import { KeptLayer } from '../../viz/keptLayer.ts';
import type { PairSide } from '../../worker/pairProtocol.ts';
import { drawComparePicture } from './CompareDraw.ts';
import { CompareKey } from './CompareKey.tsx';
import { lossText, shareText } from './CompareSidesText.ts';
import { CompareSidesValue } from './CompareSidesValue.tsx';
import { say } from '../../words/say.ts';

/** A number and its sign stay together. */
const NUMBER_SPACE = '\u00a0';

const sideWords: Readonly<Record<PairSide, string>> = { left: say('left@@run'), right: say('right@@run') };

export function CompareSidesRun({ side }: { readonly side: PairSide }) {
  const run = useNabla((state) => state.sides?.runs[side] ?? null);
  const variable = useNabla((state) => state.sides?.variable ?? 'learningRate');
  if (run === null) return null;
  const words = valueWords(run.experiment, variable);
  const row = side === 'left' ? 0 : 1;
  return (
    <section className="compare-side" aria-label={side === 'left' ? say('Left run') : say('Right run')} data-side={side}>
      <div className="compare-side-head">
        <CompareKey row={row} />
        <h2 className="compare-side-name">{side === 'left' ? say('Left run') : say('Right run')}, {words}</h2>
        <CompareSidesValue variable={variable} experiment={run.experiment} of={side} onChange={(value) => { setSideValue(side, value); }} />
      </div>
      <div className="compare-side-body">
        <div className="compare-side-picture"><SidePicture side={side} run={run} words={words} /></div>
        <div className="compare-side-facts">
          <SideVerdict side={side} run={run} />
          <SideFigures side={side} run={run} />
          <div className="compare-side-actions">
            <SideOpen side={side} words={words} />
            {run.divergence === null || losses[run.experiment.loss.name].trap === true ? null : <HalveRate side={side} isOwn={variable === 'learningRate'} />}
          </div>
        </div>
      </div>
    </section>
  );
}

function SidePicture({ side, run, words }: { readonly side: PairSide; readonly run: SideRun; readonly words: string }) {
  const { data } = run;
  const activation = run.experiment.outputActivation;
  const [layer] = useState(() => new KeptLayer());
  const draw = useCallback((context: CanvasRenderingContext2D, { width, palette, pixelRatio }: CanvasView) => {
    if (data === null) return;
    const frame = getSideFrames()?.[side];
    drawComparePicture(context, Math.floor(width), palette, {
      data, activation, picture: frame?.outputPicture ?? null, grid: frame?.outputGrid ?? 0, lit: false, showsValidation: true, points: { layer, pixelRatio },
    });
  }, [side, data, activation, layer]);
  const subscribe = useCallback((listener: (live?: boolean) => void) => subscribeSideFrames(() => { listener(true); }), []);
  const what = data?.inputCount === 1 ? say('Fitted curve') : data?.task === 'regression' ? say('Output over the plane') : say('Boundary over the plane');
  return <Canvas label={say('{what} of the {side} run, {words}, with its examples', { what, side: sideWords[side], words })} draw={draw} subscribe={subscribe} />;
}

/** Its word is announced when it changes; the numbers in it change in silence. */
function SideVerdict({ side, run: { verdict: { word, sentence } } }: { readonly side: PairSide; readonly run: SideRun }) {
  const colon = sentence.indexOf(':');
  const rest = colon < 0 ? sentence : sentence.slice(colon + 1).trim();
  return (
    <p className="compare-side-verdict" role="status" aria-label={say('Training status, {side}', { side: sideWords[side] })} aria-atomic="true" data-word={word}>
      <strong>{colon < 0 ? verdictNames[word] : sentence.slice(0, colon)}:</strong>
      {' '}
      <span aria-live="off">{rest.replaceAll(' %', `${NUMBER_SPACE}%`)}</span>
    </p>
  );
}

/** The way out of a divergence; back in time there is the transport. */
function HalveRate({ side, isOwn }: { readonly side: PairSide; readonly isOwn: boolean }) {
  return <TextButton label={say('Halve η {side} and go back to the start', { side: isOwn ? say('of the {side} run', { side: sideWords[side] }) : say('of both') })} onClick={() => { halveSideRate(side); }}>{say('{halve} and start again', { halve: isOwn ? say('Halve η') : say('Halve η of both') })}</TextButton>;
}

function SideFigures({ side, run }: { readonly side: PairSide; readonly run: SideRun }) {
  const train = useSideFrames((frames) => lossText(frames?.[side].trainLoss));
  const validation = useSideFrames((frames) => lossText(frames?.[side].validationLoss));
  const trainAccuracy = useSideFrames((frames) => shareText(frames?.[side].trainAccuracy));
  const validationAccuracy = useSideFrames((frames) => shareText(frames?.[side].validationAccuracy));
  const epoch = useSideFrames((frames) => (frames === null ? '–' : formatCount(frames[side].epoch)));
  const rate = useSideFrames((frames) => (frames === null ? '–' : formatSetting(Number(frames[side].learningRate.toPrecision(3)))));
  const hasValidation = run.data === null || run.data.validationTargets.length > 0;
  const isClassified = run.data?.task !== 'regression';
  const row = side === 'left' ? 0 : 1;
  return (
    <dl className="compare-side-figures" data-run={row} data-validation={hasValidation}>
      <div className="compare-side-heads" aria-hidden="true"><dt /><dd>{say('training')}</dd>{hasValidation ? <dd>{say('validation')}</dd> : null}</div>
      <div>
        <dt>{say('Loss')}</dt>
        <dd data-line="solid"><Output name={say('Training loss, {side}', { side: sideWords[side] })}>{train}</Output></dd>
        {hasValidation ? <dd data-line="dashed"><Output name={say('Validation loss, {side}', { side: sideWords[side] })}>{validation}</Output></dd> : null}
      </div>
      {isClassified ? (
        <div>
          <dt>{say('Accuracy@@in a narrow column')}</dt>
          <dd><Output name={say('Training accuracy, {side}', { side: sideWords[side] })}>{trainAccuracy}</Output></dd>
          {hasValidation ? <dd><Output name={say('Validation accuracy, {side}', { side: sideWords[side] })}>{validationAccuracy}</Output></dd> : null}
        </div>
      ) : null}
      <div><dt>{say('Epoch')}</dt><dd><Output name={say('Epoch, {side}', { side: sideWords[side] })}>{epoch}</Output></dd></div>
      {run.experiment.schedule.name === 'constant' ? null : <div><dt>{say('η now')}</dt><dd><Output name={say('Learning rate now, {side}', { side: sideWords[side] })}>{rate}</Output></dd></div>}
    </dl>
  );
}

function SideOpen({ side, words }: { readonly side: PairSide; readonly words: string }) {
  return <TextButton look="framed" className="compare-side-open" label={say('Open the {side} run, {words}, in Play', { side: sideWords[side], words })} onClick={() => { openSide(side); }}>{say('Open in Play')}</TextButton>;
}
