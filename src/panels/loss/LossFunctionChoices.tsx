/** Every loss as a small picture over the same answers and at one scale, to be chosen, each with the reason why it suits what is learned or does not. */
import { useCallback, useEffect, useId, useRef } from 'react';
import { Canvas, type CanvasHandle, type CanvasView } from '../../components/Canvas.tsx';
import { outputActivationTexts } from '../../engine/activations.ts';
import { isLossFor, lossNames, losses, targetEncoding, type LossName } from '../../engine/losses.ts';
import { changeExperiment } from '../../store/actions.ts';
import { subscribeFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { formatSigned } from '../../viz/format.ts';
import { drawSmallLoss, smallOutput } from './LossFunctionDraw.ts';
import { Reason } from './LossFunctionExample.tsx';
import { lossReason } from './LossFunctionReasons.ts';
import { situationOf, type LossScene } from './LossFunctionScene.ts';
import { say, translated } from '../../words/say.ts';

/** Small pictures are drawn again at most so often: they are many, and only accompany the large one. */
const REDRAW_MS = 120;

/** As in LossFunction.css; narrow sheets have two, and what does not suit has a line of its own. */
const COLUMNS = 4;

type Source = { readonly source: () => LossScene | null };

export function LossFunctionChoices({ source }: Source) {
  const experiment = useNabla((state) => state.experiment);
  const data = useNabla((state) => state.data);
  const group = useId();
  if (data === null) return null;
  const situation = situationOf(experiment, data);
  const { task } = situation;
  const offered = lossNames.filter((name) => name === experiment.loss.name || isLossFor(name, task, situation.outputs));
  const unfit = lossNames.filter((name) => !offered.includes(name));
  const choose = (name: LossName): void => { changeExperiment((present) => ({ ...present, loss: { ...present.loss, name } })); };
  return (
    <div className="loss-function-others">
      <h3 id={group}>{say('{targets} are learned here. Each loss over the same answers, at one scale:', { targets: task === 'regression' ? say('Values') : say('Classes') })}</h3>
      <div className="loss-function-choices" role="radiogroup" aria-labelledby={group}>
        {offered.map((name) => (
          <label key={name} className="loss-function-option">
            <input type="radio" name={group} checked={name === experiment.loss.name} onChange={() => { choose(name); }} />
            <span className="loss-function-name">{translated(losses[name].label)}</span>
            <SmallPicture source={source} name={name} />
            <Reason reason={lossReason(name, situation)} task={task} />
            <OtherOutput name={name} present={situation} />
          </label>
        ))}
        {unfit.length > 0 && (
          <div className="loss-function-unfit" style={{ gridColumn: `span ${COLUMNS - (offered.length % COLUMNS)}` }}>
            {unfit.map((name) => (
              <div key={name}><span>{translated(losses[name].label)}</span><Reason reason={lossReason(name, situation)} task={task} /></div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Choosing some losses changes the output, and with it what is asked for. */
function OtherOutput({ name, present }: { readonly name: LossName; readonly present: LossScene['situation'] }) {
  const output = smallOutput({ situation: present }, { name, reduction: 'mean', huberDelta: 1 });
  if (output === present.output) return null;
  const { low, high } = targetEncoding(output);
  return <p className="loss-function-reason">{say('Output becomes {label} ({low}).', { label: translated(outputActivationTexts[output].label), low: low < 0 ? `${formatSigned(low, 1)}, ${formatSigned(high, 1)}` : `${low}, ${high}` })}</p>;
}

function SmallPicture({ source, name }: Source & { readonly name: LossName }) {
  const canvas = useRef<CanvasHandle>(null);
  const draw = useCallback((context: CanvasRenderingContext2D, size: CanvasView) => {
    const scene = source();
    if (scene !== null) drawSmallLoss(context, size, scene, { ...scene.spec, name });
  }, [source, name]);
  useEffect(() => {
    let last = -Infinity;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const redraw = (): void => {
      timer = null;
      last = performance.now();
      canvas.current?.redraw(true);
    };
    const stopFrames = subscribeFrame(() => { timer ??= setTimeout(redraw, Math.max(0, last + REDRAW_MS - performance.now())); });
    const stopState = nabla.subscribe((now, before) => {
      if (now.data !== before.data || now.experiment !== before.experiment) canvas.current?.redraw();
    });
    return () => {
      stopFrames();
      stopState();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return <span className="loss-function-small"><Canvas ref={canvas} label={null} draw={draw} /></span>;
}
