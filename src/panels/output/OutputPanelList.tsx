/**
 * The examples the network gets wrong, in the place of the output's picture: each with its inputs, its target and the answer; live
 * while it trains. One that is selected is the page's, and can be opened in Step.
 */
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { PixelPicture } from '../../components/PixelPicture.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useScrollRegion } from '../../components/useScrollRegion.ts';
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { measuredTarget } from '../../explain/measured.ts';
import type { ConfusionCell, Split } from '../../store/accuracyView.ts';
import { hover, listExamples, select, setAnswersOf, setOutputShows, setProbe } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { openGuest, openInStep } from '../../store/steppingActions.ts';
import { formatExact, formatNumber } from '../../viz/format.ts';
import { arePixels } from '../../viz/pixels.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { splitWords } from './OutputPanelAnswers.ts';
import { ClassMark } from './OutputPanelLegend.tsx';
import { className, differenceText, inputsText, isProbability, listedText, listSentence, mistakesOf, valueText, type Listed, type Mistakes } from './OutputPanelMistakes.ts';
import { useOutputsOnStage } from './OutputPanelStage.ts';
import './OutputPanelList.css';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

const SPLITS = [{ value: 'train', label: say('training') }, { value: 'validation', label: say('validation') }] as const;
/** More of them nobody reads. */
const MOST = 60;
/** While training the list is made anew so often: one must be able to point at what one reads. */
const LIVE_MS = 700;
const NONE: Mistakes = { list: [], count: 0, seen: 0 };

export function OutputPanelList() {
  const data = useNabla(shownData);
  useOutputsOnStage(data);
  return data === null ? <div className="output-panel-figure"><div className="output-panel-plane" /></div> : <List data={data} />;
}

/** The list at most so often, and at once when anything but the training has changed it; as text, so that it is only new where it differs. */
function createLister() {
  let text = '';
  let frameOf: TrainingFrame | null = null;
  let madeOf: readonly unknown[] = [];
  let made = -Infinity;
  return (frame: TrainingFrame | null, data: RunData, split: Split, listed: ConfusionCell | null): string => {
    const { experiment } = nabla.getState();
    const of = [data, split, listed, experiment.outputActivation];
    const isSame = of.every((each, i) => each === madeOf[i]);
    const now = performance.now();
    if (isSame && (frame === frameOf || (frame?.status === 'training' && now - made < LIVE_MS))) return text;
    const found = frame === null ? NONE : mistakesOf(data, experiment.outputActivation, frame, split, listed, MOST);
    // JSON has no NaN.
    text = JSON.stringify(found, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value));
    [frameOf, madeOf, made] = [frame, of, now];
    return text;
  };
}

function List({ data }: { readonly data: RunData }) {
  const split = useNabla((state) => state.answersOf);
  const listed = useNabla((state) => (data.task === 'classification' ? state.listed : null));
  const activation = useNabla((state) => state.experiment.outputActivation);
  const selection = useNabla((state) => (state.selection?.kind === 'example' ? state.selection : null));
  const [lister] = useState(createLister);
  const place = useRef<HTMLDivElement>(null);
  useScrollRegion(place, data.task === 'classification' ? say('Mistakes') : say('Largest errors'));
  const text = useSlowFrame((frame) => lister(frame, data, split, listed));
  const mistakes = JSON.parse(text, (key, value: unknown) => ((key === 'figure' || key === 'wanted' || key === 'rank') && typeof value === 'string' ? Number(value) : value)) as Mistakes;
  const pixels = arePixels(data.inputNames);
  const target = measuredTarget(useNabla((state) => state.experiment.data));
  const chosen = selection?.split === split ? selection.index : null;
  const hasDiverged = useSlowFrame((frame) => frame?.status === 'diverged');
  const [focused, setFocused] = useState<number | null>(null);
  const stop = mistakes.list.find(({ index }) => index === focused) ?? mistakes.list.find(({ index }) => index === chosen);
  return (
    <div ref={place} className="output-panel-list" data-pixels={pixels} data-values={data.task === 'regression'}>
      <div className="output-panel-list-top">
        <p>{hasDiverged ? say('The run has diverged: its answers mean nothing any more.') : mistakes.seen === 0 ? emptySentence(data, split) : listSentence(data, mistakes, split, listed)}</p>
        <SegmentedChoice label={say('Examples listed')} hideLabel value={split} options={SPLITS} onChange={setAnswersOf} />
        {listed !== null && (
          <span>
            <TextButton onClick={() => { setOutputShows('answers'); }}>{say('Back to the matrix')}</TextButton>
            <TextButton onClick={() => { listExamples(null); }}>{say('All mistakes')}</TextButton>
          </span>
        )}
      </div>
      {mistakes.list.length > 0 && (
        <>
          <p className="output-panel-list-head" aria-hidden="true">
            {pixels && <span>{say('example')}</span>}<span>{data.task === 'classification' ? say('is') : target === null ? say('target') : say('target: {name}', { name: target.name })}</span>
            {data.task === 'classification' ? <span>{told('answered{part}', { part: <span>, {isProbability(activation, outputsOf(data)) ? say('probability') : say('output')}</span> })}</span> : <span>{say('answer, error')}</span>}
          </p>
          {/* One stop of Tab: the arrow keys go from one to the next. */}
          <ol onKeyDown={walkItems}>
            {mistakes.list.map((each, i) => (
              <Item key={each.index} data={data} each={each} split={split} pixels={pixels} probability={isProbability(activation, outputsOf(data))} isSelected={each.index === chosen} isStop={stop === undefined ? i === 0 : each === stop} onFocus={setFocused} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** From one example of the list to the next, without a turn at either end. */
function walkItems(event: KeyboardEvent<HTMLOListElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.output-panel-list-item')];
  const at = items.findIndex((item) => item === event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items[Math.min(items.length - 1, Math.max(0, to))]?.focus();
}

function emptySentence(data: RunData, split: Split): string {
  return split === 'validation' && data.validationTargets.length === 0 ? say('There are no validation examples.') : say('Not answered yet.');
}

type ItemProps = { readonly data: RunData; readonly each: Listed; readonly split: Split; readonly pixels: boolean; readonly probability: boolean; readonly isSelected: boolean; /** Where Tab comes in. */ readonly isStop: boolean; readonly onFocus: (index: number) => void };

function Item({ data, each, split, pixels, probability, isSelected, isStop, onFocus }: ItemProps) {
  const { index } = each;
  const spec = useNabla((state) => state.experiment.data);
  const target = measuredTarget(spec);
  const inputs = pixels ? '' : inputsText(data, spec, split, index);
  const choose = (): void => {
    select({ kind: 'example', split, index });
    setProbe(inputsOf(data, split, index));
  };
  return (
    <li data-selected={isSelected || undefined}>
      <button
        type="button" className="output-panel-list-item" aria-pressed={isSelected} aria-label={listedText(data, each, split, probability, target)}
        tabIndex={isStop ? 0 : -1}
        onClick={choose}
        onPointerEnter={() => { hover({ kind: 'example', split, index }); }} onPointerLeave={() => { hover(null); }}
        onFocus={() => { onFocus(index); hover({ kind: 'example', split, index }); }} onBlur={() => { hover(null); }}
      >
        {pixels && <Picture data={data} split={split} index={index} />}
        {data.task === 'classification' ? (
          <>
            <ClassWord data={data} number={each.target} />
            <span className="output-panel-list-answer"><ClassWord data={data} number={each.answer} /><b title={formatExact(each.figure)}>{Number.isNaN(each.figure) ? '–' : formatNumber(each.figure)}</b></span>
          </>
        ) : (
          <>
            <span>{valueText(each.wanted, target)}</span>
            <span className="output-panel-list-answer"><span>{valueText(each.figure, target)}</span><b>{differenceText(each.figure - each.wanted, target)}</b></span>
          </>
        )}
        {/* What is cut off here is whole in the line that is selected. */}
        {!pixels && <span className="output-panel-list-inputs" title={inputs}>{inputs}</span>}
      </button>
      {isSelected && (
        <span className="output-panel-list-more">
          <span>{say('{splitWords} example {index}', { splitWords: splitWords[split], index: index + 1 })}</span>
          <TextButton onClick={() => { (split === 'train' ? openInStep : openGuest)(index); }}>{say('Open in Step')}</TextButton>
        </span>
      )}
    </li>
  );
}

function Picture({ data, split, index }: Pick<ItemProps, 'data' | 'split'> & { readonly index: number }) {
  const values = useMemo(() => inputsOf(data, split, index), [data, split, index]);
  return <span className="output-panel-list-pixels"><PixelPicture values={values} label={null} /></span>;
}

/** Raw inputs of an example. */
function inputsOf(data: RunData, split: Split, index: number): readonly number[] {
  const inputs = split === 'train' ? data.trainInputs : data.validationInputs;
  return Array.from(inputs.subarray(index * data.inputCount, (index + 1) * data.inputCount));
}

function ClassWord({ data, number }: { readonly data: RunData; readonly number: number }) {
  return (
    <span className="output-panel-list-class">
      {number < data.classes.length && <ClassMark index={number} count={data.classes.length} />}
      <span title={className(data, number)}>{className(data, number)}</span>
    </span>
  );
}
