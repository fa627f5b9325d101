/** Beside the picture: the loss, how sharply it bends, η, the window, and what a slice does not show. */
import { useEffect, useState, type ReactNode } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { MathText } from '../../components/MathText.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Output } from '../../components/Output.tsx';
import { Prose } from '../../components/Prose.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { limits } from '../../config/limits.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { chooseWindow, zoomLandscape } from '../../store/landscapeActions.ts';
import { walkedPath } from '../../store/landscapePath.ts';
import { shareInPlane } from '../../store/landscapePlane.ts';
import { shownWindow, stopSlice } from '../../store/landscapeSlices.ts';
import { HALF_RANGE } from '../../store/landscapeWindow.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import { lowestOf } from '../../viz/lossSlice.ts';
import { arrowSentence, edgeSentence, sampleSentence, sliceSentence, takenAt, waySentence } from './LandscapeWords.ts';
import { told } from '../../components/told.tsx';
import { say } from '../../words/say.ts';

const LONG_MS = 600;

export function LandscapeFacts() {
  return (
    <div className="landscape-facts">
      <Losses />
      <Curvature />
      <Rate />
      <Range />
      <Slice />
    </div>
  );
}

/** @param taken the step the figure is of, where that is not the present one */
function Row({ label, taken = '', children }: { readonly label: ReactNode; readonly taken?: string; readonly children: ReactNode }) {
  return <p className="landscape-row"><span>{label}</span>{taken === '' ? null : <small>{taken}</small>}{children}</p>;
}

/** Of which step a figure is, see takenAt. @param step null: there is no figure yet */
function useTaken(step: number | null): string {
  return useSlowFrame((frame) => (step === null ? '' : takenAt(step, frame?.step ?? null)));
}

function Losses() {
  const slice = useNabla((state) => state.lossSlice);
  const loss = useSlowFrame((frame) => (frame === null || Number.isNaN(frame.trainLoss) ? '–' : formatNumber(frame.trainLoss)));
  const lowest = slice === null ? null : lowestOf(slice);
  const taken = useTaken(slice?.step ?? null);
  return (
    <section className="landscape-part" aria-label={say('Losses')}>
      <Row label={say('Training loss')}><Output name={say('Training loss')} className="landscape-value">{loss}</Output></Row>
      <Row label={say('Lowest in this slice')} taken={taken}><Output name={say('Lowest in this slice')}>{lowest === null ? '–' : formatNumber(lowest.loss)}</Output></Row>
    </section>
  );
}

function Curvature() {
  const experiment = useNabla((state) => state.experiment);
  const examples = useNabla((state) => (state.data === null ? 0 : trainCountOf(state.data)));
  const sharpness = useNabla((state) => (state.sharpness?.from.run === state.run ? state.sharpness : null));
  const largest = sharpness?.largest ?? null;
  const taken = useTaken(sharpness?.from.step ?? null);
  const rate = useSlowFrame((frame) => frame?.learningRate ?? null) ?? experiment.learningRate;
  return (
    <section className="landscape-part" aria-label={say('Curvature')}>
      <Row label={<>{say('Sharpness')}{' '}<Lambda /></>} taken={taken}><Output name={say('Sharpness')} className="landscape-value">{largest === null ? '–' : formatNumber(largest)}</Output></Row>
      <Row label={<>{say('Edge of stability 2/')}<Lambda /></>} taken={taken}><Output name={say('Edge of stability')} className="landscape-value">{largest === null || !(largest > 0) ? '–' : formatNumber(2 / largest)}</Output></Row>
      <p className="landscape-note">
        {largest === null
          ? say('How strongly the loss bends in its steepest direction, once it is worked out; of a large network with many examples it would take too long.')
          : <Prose>{edgeSentence(experiment, examples, largest, rate)}</Prose>}
      </p>
    </section>
  );
}

/** λmax with its index upright. */
function Lambda() {
  return <><MathText>λ</MathText><sub className="landscape-max">{say('max')}</sub></>;
}

function Rate() {
  const rate = useNabla((state) => state.experiment.learningRate);
  return (
    <section className="landscape-part" aria-label={say('Learning rate')}>
      <h2>{say('Learning rate')}</h2>
      <p className="landscape-eta">
        <span aria-hidden="true"><MathText>η =</MathText></span>
        <NumberField
          label={say('Learning rate value')}
          value={rate}
          min={limits.learningRate.min}
          max={limits.learningRate.max}
          onCommit={(learningRate) => changeExperiment((experiment) => ({ ...experiment, learningRate }), { coalesce: 'learningRate' })}
        />
      </p>
    </section>
  );
}

function Range() {
  const isChosen = useNabla((state) => state.landscape.window !== null);
  const half = useNabla((state) => state.landscape.window?.half ?? state.lossSlice?.window.halfB ?? null);
  if (half === null) return null;
  return (
    <section className="landscape-part" aria-label={say('Range')}>
      <div className="landscape-range">
        <span>{say('Range ±')}</span>
        <NumberField
          label={say('Range up and down')}
          value={half}
          min={HALF_RANGE[0]}
          max={HALF_RANGE[1]}
          format={(value) => formatSetting(value, 3)}
          onCommit={(next) => {
            const window = shownWindow();
            if (window !== null) chooseWindow({ ...window, half: next });
          }}
        />
        <IconButton label={say('Closer')} icon="plus" shortcut="+" onClick={() => zoomLandscape(1 / 1.25)} />
        <IconButton label={say('Further')} icon="minus" shortcut="−" onClick={() => zoomLandscape(1.25)} />
        <TextButton label={say('Fit the path and the network')} disabled={!isChosen} onClick={() => chooseWindow(null)}>{say('fit')}</TextButton>
      </div>
    </section>
  );
}

function Slice() {
  const parameters = useNetwork().parameterCount;
  const slice = useNabla((state) => state.lossSlice);
  const share = useSlowFrame((frame) => {
    if (slice === null || frame === null || frame.run !== slice.run || frame.parameters.length !== slice.plane.u.length) return 1;
    const from = walkedPath.upTo(frame.run, frame.step)[0]?.theta;
    return from === undefined ? 1 : Number(shareInPlane(slice.plane, from, frame.parameters).toPrecision(3));
  });
  const way = waySentence(share);
  const hasStepped = useSlowFrame((frame) => frame !== null && frame.step > 0);
  const isTraining = useNabla((state) => state.status === 'training');
  const batch = useNabla((state) => state.experiment.batchSize);
  const examples = useNabla((state) => (state.data === null ? 0 : trainCountOf(state.data)));
  return (
    <section className="landscape-part landscape-last" aria-label={say('The slice')}>
      <p className="landscape-note">{sliceSentence(parameters)}</p>
      {hasStepped ? <p className="landscape-note"><Prose>{arrowSentence(batch, examples)}</Prose></p> : null}
      {way === null ? null : <p className="landscape-note">{way}</p>}
      {slice === null ? null : (
        <p className="landscape-note">
          {told('Slice taken at step {step}.{sample}', { step: formatCount(slice.step), sample: slice.sample === null ? null : ` ${sampleSentence(slice.sample, examples, slice.progress, isTraining)}` })}
          <Refining progress={slice.progress} />
        </p>
      )}
    </section>
  );
}

/** What takes longer than a moment shows how far it is, and can be stopped. */
function Refining({ progress }: { readonly progress: number }) {
  const isRefining = progress < 1;
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isRefining) return undefined;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isRefining]);
  if (!isRefining || !isLong) return null;
  return (
    <span className="landscape-refining">
      <progress aria-label={say('Refining the slice')} value={progress} max={1} />
      <TextButton label={say('Stop refining the slice')} onClick={stopSlice}>{say('stop')}</TextButton>
    </span>
  );
}
