/**
 * The output over the plane, with the data on it: what the whole network computes. For one input the fitted curve. In its place its
 * answers against the targets, a confusion matrix or for values a scatter plot; the examples it gets wrong, or a pad to draw a digit.
 */
import { useRef } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { later } from '../../components/later.tsx';
import { MathText } from '../../components/MathText.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { taskOf } from '../../config/tasks.ts';
import { activationNames, outputActivationTexts, type OutputActivationName } from '../../engine/activations.ts';
import type { OutputShows } from '../../store/accuracyView.ts';
import { changeExperiment, setOutputShows } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { selectFixed, selectHasPad } from '../../store/selectors.ts';
import { OutputPanelLegend, SplitLegend } from './OutputPanelLegend.tsx';
import { OutputPanelPicture } from './OutputPanelPicture.tsx';
import { useElementSize } from '../../components/useElementSize.ts';
import './OutputPanel.css';
import { say, translated } from '../../words/say.ts';

const WAITING = <div className="output-panel-figure"><div className="output-panel-plane" aria-busy="true" /></div>;
/** Fetched when it is first shown. */
const OutputPanelAgainst = later(async () => (await import('./OutputPanelAgainst.tsx')).OutputPanelAgainst, { name: say('The answers against the targets'), waiting: WAITING });
const OutputPanelPad = later(async () => (await import('./OutputPanelPad.tsx')).OutputPanelPad, { name: say('The pad'), waiting: WAITING });
const OutputPanelList = later(async () => (await import('./OutputPanelList.tsx')).OutputPanelList, { name: say('The list of mistakes'), waiting: WAITING });

/** A picture narrower than this has short names for what can stand in its place, and one still narrower keeps of its title the symbol. */
const NARROW = 340;
const CROWDED = 225;

export function OutputPanel() {
  const activation = useNabla((state) => state.experiment.outputActivation);
  const { classes, task, targets = 1 } = taskOf(useNabla((state) => state.experiment.data));
  const isDigits = useNabla(selectHasPad);
  const chosen = useNabla((state) => state.outputShows);
  // A pad is for pictures only; the choice is kept for the next of them.
  const shows = chosen === 'pad' && !isDigits ? 'picture' : chosen;
  const section = useRef<HTMLElement>(null);
  const { width } = useElementSize(section);
  const isNarrow = width > 0 && width < NARROW;
  const names: readonly OutputActivationName[] = classes > 2 || activation === 'softmax' ? [...activationNames, 'softmax'] : activationNames;

  const isFixed = useNabla(selectFixed);
  return (
    <section ref={section} className="output-panel" aria-label={say('Output')} data-shows={shows}>
      <div className="output-panel-head">
        <div className="output-panel-title" data-crowded={isNarrow && (isDigits || width < CROWDED)}>
          <h2><span className="output-panel-word">{say('Output')}{' '}</span><MathText>{targets > 1 && shows === 'picture' ? 'ŷ_1' : 'ŷ'}</MathText></h2>
          <SegmentedChoice
            label={say('The output is shown as')}
            hideLabel
            value={shows}
            options={shownAs(task, isNarrow, isDigits)}
            onChange={setOutputShows}
          />
        </div>
        <div className="output-panel-row">
          <Choice
            label={say('Output activation')}
            compact
            disabled={isFixed}
            value={activation}
            options={names.map((value) => ({ value, label: translated(outputActivationTexts[value].label) }))}
            onChange={(outputActivation) => changeExperiment((experiment) => ({ ...experiment, outputActivation }))}
          />
          {shows === 'picture' ? <OutputPanelLegend /> : task === 'regression' && shows === 'answers' && <SplitLegend />}
        </div>
      </div>
      {shows === 'picture' ? <OutputPanelPicture /> : shows === 'answers' ? <OutputPanelAgainst /> : shows === 'pad' ? <OutputPanelPad /> : <OutputPanelList />}
    </section>
  );
}

type ShownAs = { readonly value: OutputShows; readonly label: string; readonly name?: string };

/** What can stand in the picture's place, in short words where there is little room. */
function shownAs(task: 'classification' | 'regression', isNarrow: boolean, isDigits: boolean): readonly ShownAs[] {
  const [answers, mistakes] = task === 'classification'
    ? [{ name: say('confusion matrix'), short: say('matrix') }, { name: say('mistakes'), short: say('mistakes') }]
    : [{ name: say('against target'), short: say('scatter') }, { name: say('largest errors'), short: say('errors') }];
  const option = (value: OutputShows, { name, short }: { readonly name: string; readonly short: string }): ShownAs => ({ value, label: isNarrow ? short : name, name });
  return [{ value: 'picture', label: say('picture') }, option('answers', answers), option('mistakes', mistakes), ...(isDigits ? [{ value: 'pad', label: say('draw') } as const] : [])];
}
