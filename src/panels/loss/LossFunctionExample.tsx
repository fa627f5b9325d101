/** Beside the picture: the formula, why the loss suits what is learned, what the example shown says, and the penalty if there is one. */
import { MathText } from '../../components/MathText.tsx';
import { Prose } from '../../components/Prose.tsx';
import { Tex } from '../../components/Tex.tsx';
import { losses } from '../../engine/losses.ts';
import { lowered } from '../../explain/lowered.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { nabla, useNabla } from '../../store/nabla.ts';
import { formatSetting } from '../../viz/format.ts';
import { fitWord, lossReason, type LossReason } from './LossFunctionReasons.ts';
import { shownPoint, situationOf } from './LossFunctionScene.ts';
import type { SceneProps } from './LossFunctionPicture.tsx';
import { exampleWords } from './LossFunctionText.ts';
import { say, translated } from '../../words/say.ts';

export function LossFunctionExample({ source, fallback }: SceneProps) {
  const spec = useNabla((state) => state.experiment.loss);
  const experiment = useNabla((state) => state.experiment);
  const data = useNabla((state) => state.data);
  const { tex, derivativeTex, reads, label } = losses[spec.name];
  const by = reads === 'logits' ? 'z' : '\\hat y';
  return (
    <div className="loss-function-words">
      <h3>{translated(label)}{spec.name === 'huber' ? `, δ = ${formatSetting(spec.huberDelta)}` : ''}</h3>
      <div className="loss-function-formulas">
        <Tex tex={`f = ${withDelta(tex)}`} />
        <Tex tex={`\\htmlClass{grad}{\\tfrac{\\partial f}{\\partial ${by}}} = ${withDelta(derivativeTex)}`} />
      </div>
      {data !== null && <Reason reason={lossReason(spec.name, situationOf(experiment, data))} task={data.task} />}
      {data?.task === 'regression' && <p className="loss-function-note"><Prose>{withSymbols(say('It depends on ŷ − y alone: one curve for every target.'))}</Prose></p>}
      <Example source={source} fallback={fallback} />
      <Penalty />
    </div>
  );
}

/** Huber's d is called δ wherever it is set. */
const withDelta = (tex: string): string => tex.replaceAll(/(?<![\\A-Za-z])d(?![A-Za-z])/g, '\\delta');

export function Reason({ reason: { fit, sentence }, task }: { readonly reason: LossReason; readonly task: 'classification' | 'regression' }) {
  return <p className="loss-function-reason" data-fit={fit}><b>{fitWord(fit, task)}:</b> <Prose>{withSymbols(sentence)}</Prose></p>;
}

function Example({ source, fallback }: SceneProps) {
  const hovered = useNabla((state) => state.hovered);
  const selection = useNabla((state) => state.selection);
  const text = useSlowFrame(() => {
    const scene = source();
    const words = scene === null ? null : exampleWords(scene, shownPoint(scene, hovered, selection, fallback), nabla.getState().experiment);
    return words === null ? '' : [words.name, words.target, words.answer, words.loss, words.slope, ...words.sentences].join('\n');
  });
  if (text === '') return <p className="loss-function-note">{say('The first answers are on their way.')}</p>;
  const [name, target, answer, loss, slope, ...sentences] = text.split('\n');
  return (
    <div className="loss-function-example">
      <h3>{name}</h3>
      <dl>
        <div><dt>{say('target')}{' '}<MathText>y</MathText></dt><dd>{target}</dd></div>
        <div><dt>{say('answer')}{' '}<MathText>ŷ</MathText></dt><dd>{answer}</dd></div>
        <div><dt>{say('loss')}{' '}<MathText>f</MathText></dt><dd>{loss}</dd></div>
        <div data-kind="slope"><dt>{say('slope')}{' '}<MathText>∂f/∂ŷ</MathText></dt><dd>{slope}</dd></div>
      </dl>
      {sentences.map((sentence) => <p key={sentence.slice(0, 24)}><Prose>{withSymbols(sentence)}</Prose></p>)}
    </div>
  );
}

/** Letters of formulas in a plain sentence, between dollar signs. */
export function withSymbols(sentence: string): string {
  return sentence.replaceAll(/∂[fL]\/∂[zŷ]|ŷ − y|Σ\(y − ŷ\)|Σ\|y − ŷ\||y − ŷ|(?<![A-Za-z])(?:ŷ|[yLfδ])(?![A-Za-z’])/g, (symbols) => `$${symbols}$`);
}

/** Data loss and penalty apart: what is measured, and what is lowered. */
function Penalty() {
  const experiment = useNabla((state) => state.experiment);
  const data = useNabla((state) => state.data);
  const text = useSlowFrame((frame) => {
    if (frame === null || data === null) return '';
    const parts = lowered(experiment, data, frame.trainLoss, frame.penalty);
    return parts === null ? '' : `${Math.max(0, parts.data)} ${parts.penalty} ${parts.sentence}`;
  });
  if (text === '') return null;
  const [part = '0', penalty = '0', ...sentence] = text.split(' ');
  const dataShare = finite(part) / Math.max(finite(part) + finite(penalty), Number.MIN_VALUE);
  return (
    <div className="loss-function-penalty">
      <div className="loss-function-shares" aria-hidden="true">
        <span style={{ width: `${100 * dataShare}%` }} data-part="data" />
        <span data-part="penalty" />
      </div>
      <p>{sentence.join(' ')}</p>
    </div>
  );
}

const finite = (text: string): number => (Number.isFinite(Number(text)) ? Number(text) : 0);
