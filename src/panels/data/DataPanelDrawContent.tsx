/** What the sheet "Draw data" holds: the plane, the tools beside it, and what all of it has come to. */
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Slider } from '../../components/Slider.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import type { DrawnName, Experiment, GivenExample } from '../../config/experiment.ts';
import { limits } from '../../config/limits.ts';
import { drawnNames, isDrawn, labelOf, taskOf } from '../../config/tasks.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { drawnExamples, isDrawable, planeRanges } from '../../datasets/drawing.ts';
import { infoOf } from '../../datasets/index.ts';
import { redo, togglePlay, undo } from '../../store/actions.ts';
import { beginDrawing, drawExamples, shareDrawn, takeOwnExamples } from '../../store/drawing.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { isDrawnLinkTooLong } from '../../store/linkedPoints.ts';
import { formatCount, formatNumber, formatPercent } from '../../viz/format.ts';
import { DataPanelDrawPlane } from './DataPanelDrawPlane.tsx';
import type { DrawSettings } from './DataPanelDrawStroke.ts';
import { DataPanelDrawSplit } from './DataPanelDrawSplit.tsx';
import { DataPanelDrawTools } from './DataPanelDrawTools.tsx';
import { pointText } from './DataPanelDrawWords.ts';
import { untrainedSentence } from './DataPanelUntrained.ts';
import { say } from '../../words/say.ts';

const emptySets: Readonly<Record<DrawnName, string>> = {
  drawn2: say('two classes'), drawn3: say('three classes'), drawn4: say('four classes'), drawnValues: say('values over the plane'), drawnCurve: say('a curve'),
};
const NO_EXAMPLES: readonly GivenExample[] = [];

export function DataPanelDrawContent() {
  const experiment = useNabla((state) => state.experiment);
  const isOpenToDrawing = isDrawable(experiment.data);
  return (
    <div className="draw" onKeyDown={takeBack} role="presentation">
      {isOpenToDrawing ? <Drawing experiment={experiment} /> : (
        <p className="draw-refused">{refusal(experiment)}</p>
      )}
      {isOpenToDrawing ? null : <Begin experiment={experiment} count={0} />}
    </div>
  );
}

function refusal({ data }: Experiment): string {
  const { inputs, targets = 1 } = taskOf(data);
  return inputs <= 2 && targets === 1
    ? say('{table} cannot be drawn in: drawn points are thousandths from {min} to {max}. Import it with its numbers standardised.', { table: labelOf(data), min: limits.input.min, max: limits.input.max })
    : say('{table} cannot be drawn in: a plane shows one or two inputs and one thing to learn.', { table: labelOf(data) });
}

/** The page's own keys are silent under a sheet; taking back is needed in this one. */
function takeBack(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redo();
  else undo();
}

function Drawing({ experiment }: { readonly experiment: Experiment }) {
  const examples = useMemo(() => drawnExamples(experiment), [experiment]);
  const ranges = useMemo(() => planeRanges(experiment, examples), [experiment, examples]);
  const { task, classes } = infoOf(experiment.data);
  const [own, setOwn] = useState<DrawSettings>({ tool: 'point', meaning: 1, radius: 0.06, spacing: 0.03 });
  // Not its number: others may come before it when the training share regroups them.
  const [chosen, setChosen] = useState<GivenExample | null>(null);
  const [told, setTold] = useState<{ readonly text: string; readonly of: Experiment | null }>({ text: '', of: null });
  const setSaid = useCallback((text: string) => { setTold({ text, of: nabla.getState().experiment }); }, []);
  // What was said of other points, before an Undo, is not true of these.
  const said = told.of === experiment ? told.text : '';
  // Another set may have fewer classes.
  const meaning = task === 'classification' ? Math.min(classes - 1, Math.max(0, Math.round(own.meaning))) : own.meaning;
  const settings = useMemo(() => ({ ...own, meaning }), [own, meaning]);
  const at = chosen === null ? -1 : examples.indexOf(chosen);
  const selected = at === -1 ? null : at;
  const place = useMemo(() => ({ experiment, examples, ranges }), [experiment, examples, ranges]);
  return (
    <>
      <div className="draw-left">
        <DataPanelDrawPlane place={place} settings={settings} selected={selected} onSelect={setChosen} onSay={setSaid} />
        <div className="draw-said">
          <p role="status">{said === '' && selected !== null ? pointText(experiment, examples, selected) : said}</p>
          {selected !== null && <RemovePoint index={selected} onRemoved={() => { setChosen(null); setSaid(''); }} />}
        </div>
        <RunLine onSay={setSaid} />
      </div>
      <div className="draw-right">
        <DataPanelDrawTools experiment={experiment} settings={settings} onChange={(patch) => setOwn((before) => ({ ...before, ...patch }))} />
        <DataPanelDrawSplit experiment={experiment} examples={examples} meaning={meaning} onSay={setSaid} />
        <Share experiment={experiment} examples={examples} />
        <Begin experiment={experiment} count={examples.length} />
      </div>
    </>
  );
}

/** Undo and Redo, and the run, which goes on while one draws. */
function RunLine({ onSay }: { readonly onSay: (sentence: string) => void }) {
  const playing = useNabla((state) => state.playing);
  const [canUndo, canRedo] = [useNabla((state) => state.canUndo), useNabla((state) => state.canRedo)];
  const [undoLabel, redoLabel] = [useNabla((state) => state.undoLabel), useNabla((state) => state.redoLabel)];
  const epoch = useSlowFrame((frame) => (frame === null ? '' : formatCount(Math.floor(frame.epoch))));
  const loss = useSlowFrame((frame) => (frame === null || !Number.isFinite(frame.trainLoss) ? '' : formatNumber(frame.trainLoss)));
  const accuracy = useSlowFrame((frame) => (frame === null || !Number.isFinite(frame.trainAccuracy) ? '' : formatPercent(frame.trainAccuracy)));
  return (
    <div className="draw-run">
      <IconButton label={playing ? say('Pause') : say('Play')} icon={playing ? 'pause' : 'play'} primary onClick={() => {
        togglePlay();
        const { playing: isPlaying, data } = nabla.getState();
        // The page's own notices stand behind the sheet.
        if (isPlaying && data !== null && trainCountOf(data) === 0) onSay(say('Training waits for the first point.'));
      }} />
      <p>
        <span>{say('epoch {epoch}', { epoch })}</span>
        {loss !== '' && <span>{say('loss {loss}', { loss })}</span>}
        {accuracy !== '' && <span>{say('accuracy {accuracy}', { accuracy })}</span>}
      </p>
      <IconButton label={canUndo ? say('Undo {undoLabel}', { undoLabel }) : say('Undo')} icon="undo" disabled={!canUndo} onClick={undo} />
      <IconButton label={canRedo ? say('Redo {redoLabel}', { redoLabel }) : say('Redo')} icon="redo" disabled={!canRedo} onClick={redo} />
    </div>
  );
}

function RemovePoint({ index, onRemoved }: { readonly index: number; readonly onRemoved: () => void }) {
  return (
    <TextButton
      label={say('Remove the chosen point')}
      onClick={() => {
        drawExamples((all) => all.filter((_, i) => i !== index));
        onRemoved();
      }}
    >
      {say('Remove')}
    </TextButton>
  );
}

function Share({ experiment, examples }: { readonly experiment: Experiment; readonly examples: readonly GivenExample[] }) {
  const training = examples.filter(({ validation }) => validation !== true).length;
  const { trainShare } = experiment.data;
  const data = useNabla((state) => state.data);
  const untrained = useMemo(() => (data === null ? '' : untrainedSentence(data)), [data]);
  return (
    <div className="draw-share">
      <Slider
        label={say('Training share')}
        value={trainShare}
        min={limits.trainShare.min}
        max={limits.trainShare.max}
        step={limits.trainShare.step}
        format={formatPercent}
        valueText={say('{trainShare}: {training} train, {count} validate', { trainShare: formatPercent(trainShare), training: formatCount(training), count: formatCount(examples.length - training) })}
        onChange={shareDrawn}
      />
      {untrained !== '' && <p className="draw-hint">{untrained}</p>}
    </div>
  );
}

function Begin({ experiment, count }: { readonly experiment: Experiment; readonly count: number }) {
  const { set, examples = NO_EXAMPLES } = experiment.data;
  const hasOwn = !isDrawn(set) && experiment.data.examples !== undefined;
  const tooLong = useMemo(() => isDrawnLinkTooLong(examples), [examples]);
  return (
    <div className="draw-begin">
      <div className="draw-row">
        <Choice
          label={say('Begin from empty')}
          value={isDrawn(set) ? set : 'none'}
          options={[...(isDrawn(set) ? [] : [{ value: 'none' as const, label: say('choose …'), disabled: true }]), ...drawnNames.map((name) => ({ value: name, label: emptySets[name] }))]}
          onChange={(name) => { if (name !== 'none') beginDrawing(name); }}
        />
        {count > 0 && isDrawable(experiment.data) && <TextButton onClick={() => drawExamples(() => [])}>{say('Remove all')}</TextButton>}
        {hasOwn && <TextButton onClick={takeOwnExamples}>{set === 'imported' ? say('Take the table’s own') : say('Take the set’s own')}</TextButton>}
      </div>
      <p className="draw-hint">
        {isDrawable(experiment.data) ? say('What you draw goes into the run as it is; nothing starts again. From empty, a new run begins; Undo brings this one back.') : say('From empty, a new run begins; Undo brings this one back.')}
        {set !== 'imported' ? '' : hasOwn ? ` ${say('These are drawn points now: a link holds them, the table itself stays in this browser.')}` : ` ${say('With the first change the table’s rows become drawn points, which a link can hold; the table stays in this browser.')}`}
        {tooLong ? ` ${say('{count} points are too many for a link; a file of the experiment holds them.', { count: formatCount(count) })}` : ''}
      </p>
    </div>
  );
}
