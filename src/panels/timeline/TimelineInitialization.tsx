/** Where time begins: the scheme the weights are drawn from, the seed, and the histogram of the draw over its distribution. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Canvas, type CanvasView } from '../../components/Canvas.tsx';
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Popover, type PopoverHandle } from '../../components/Popover.tsx';
import { limits } from '../../config/limits.ts';
import type { InitializerSpec } from '../../engine/initializers.ts';
import { initializerText } from '../../config/initializerText.ts';
import { changeExperiment, newSeed } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useNetwork } from '../../store/network.ts';
import { formatNumber, formatSetting } from '../../viz/format.ts';
import { drawHistogram, histogramReach } from '../../viz/histogram.ts';
import { tidyFloor } from '../../viz/ticks.ts';
import { Layers, LayersButton } from '../layers/Layers.tsx';
import { initialDraw } from './TimelineInitialDraw.ts';
import { initializerChoices, initializerFields, initializerKey, withInitializerField } from './TimelineInitializers.ts';
import { say } from '../../words/say.ts';

type Part = 'weights' | 'biases';

const BINS = 16;
/** Key of weights that were given and not drawn. */
const BY_HAND = 'given';
const RESTARTS = say('Begins a new run (undo brings this one back)');

function setInitializer(role: Part, spec: InitializerSpec): void {
  changeExperiment((experiment) => {
    const { given: _given, ...drawn } = experiment.initialization;
    return { ...experiment, initialization: { ...drawn, [role]: spec } };
  });
}

/** The menu's entries; a specification that is none of them stands first under its own name. */
function optionsFor(spec: InitializerSpec): ChoiceOption<string>[] {
  const key = initializerKey(spec);
  const options = initializerChoices.map(({ key: value, label }) => ({ value, label, group: RESTARTS }));
  return initializerChoices.some((choice) => choice.key === key) ? options : [{ value: key, label: initializerText(spec), group: RESTARTS }, ...options];
}

export function TimelineInitialization() {
  const weights = useNabla((state) => state.experiment.initialization.weights);
  const biases = useNabla((state) => state.experiment.initialization.biases);
  const seed = useNabla((state) => state.experiment.initialization.seed);
  const isGiven = useNabla((state) => state.experiment.initialization.given !== undefined);
  const settings = useRef<PopoverHandle>(null);
  /** The values were asked for by choosing a scheme that has some. */
  const [isAsking, setAsking] = useState(false);
  const chooseWeights = (key: string): void => {
    chooseInitializer('weights', key);
    if (!initializerChoices.some((choice) => choice.key === key && choice.label.endsWith('…'))) return;
    setAsking(true);
    // After weights by hand the settings are only now put on the page.
    requestAnimationFrame(() => settings.current?.open());
  };
  return (
    <>
      <div className="timeline-initialization">
        <div className="timeline-head">
          <h2>{say('Initialization')}</h2>
          <span className="timeline-seed">
            <NumberField
              label={say('Seed')}
              showLabel
              integer
              value={seed}
              min={limits.seed.min}
              max={limits.seed.max}
              onCommit={(next) => changeExperiment((experiment) => ({ ...experiment, initialization: { ...experiment.initialization, seed: next } }))}
            />
            <IconButton label={say('New draw of the weights')} icon="dice" onClick={newSeed} />
          </span>
        </div>
        <div className="timeline-head">
          <Choice
            label={say('Initialization')}
            compact
            value={isGiven ? BY_HAND : initializerKey(weights)}
            options={isGiven ? [{ value: BY_HAND, label: say('by hand') }, ...optionsFor(weights)] : optionsFor(weights)}
            shown={isGiven ? say('by hand') : initializerText(weights)}
            onChange={chooseWeights}
          />
          {!isGiven && <Popover ref={settings} onToggle={(open) => { if (!open) setAsking(false); }} label={say('Initialization settings')} trigger={biases.kind === 'zero' ? say('biases 0') : say('biases')}>
            <div className="timeline-settings">
              <h3>{say('Weights: {initializerLabel}', { initializerLabel: initializerText(weights) })}</h3>
              <Fields part="weights" spec={weights} asking={isAsking} />
              <h3>{say('Biases: {initializerLabel}', { initializerLabel: initializerText(biases) })}</h3>
              <Choice
                label={say('Bias initialization')}
                compact
                value={initializerKey(biases)}
                options={optionsFor(biases)}
                onChange={(key) => chooseInitializer('biases', key)}
              />
              <Fields part="biases" spec={biases} />
              <p>{say('A change here begins a new run; undo brings this one back.')}</p>
            </div>
          </Popover>}
        </div>
        <div className="timeline-draws">
          <Histogram />
          <LayersButton />
        </div>
      </div>
      <Layers />
    </>
  );
}

function chooseInitializer(role: Part, key: string): void {
  const spec = initializerChoices.find((choice) => choice.key === key)?.spec;
  if (spec !== undefined) setInitializer(role, spec);
}

type FieldsProps = { readonly part: Part; readonly spec: InitializerSpec; readonly asking?: boolean };

function Fields({ part, spec, asking = false }: FieldsProps) {
  const fields = initializerFields(spec);
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asking) holder.current?.querySelector('input')?.focus();
  }, [asking]);
  if (fields.length === 0) return null;
  return (
    <div className="timeline-fields" ref={holder}>
      {fields.map((field) => (
        <NumberField
          key={field.key}
          label={field.label}
          showLabel
          value={field.value}
          min={field.min}
          max={field.max}
          width={6}
          onCommit={(value) => setInitializer(part, withInitializerField(spec, field.key, value))}
        />
      ))}
    </div>
  );
}

function Histogram() {
  const theta = useNabla((state) => state.initialParameters);
  const spec = useNabla((state) => (state.experiment.initialization.given === undefined ? state.experiment.initialization.weights : null));
  const network = useNetwork();
  const picture = useMemo(() => initialDraw(network, spec, theta), [network, spec, theta]);
  const draw = useCallback((context: CanvasRenderingContext2D, { width, height, palette }: CanvasView) => {
    if (picture === null) return;
    const foot = palette.t1 + 6;
    const reach = histogramReach(picture.weights, picture.sources.map(({ distribution }) => distribution));
    drawHistogram(context, picture.weights, { x: 0, y: 0, width, height: height - foot }, palette, { reach, bins: BINS, sources: picture.sources });
    context.fillStyle = palette.ink3;
    context.font = `${palette.t1}px ${palette.text}`;
    context.textAlign = 'center';
    const step = tidyFloor(reach);
    for (const value of [-step, 0, step]) {
      const x = Math.round((0.5 + value / (2 * reach)) * width);
      context.fillRect(x, height - foot, 1, 4);
      context.textAlign = x < 16 ? 'left' : x > width - 16 ? 'right' : 'center';
      context.fillText(formatSetting(value), x, height - 2);
    }
  }, [picture]);
  const label = picture === null
    ? say('The initial weights are not drawn yet')
    : say('Histogram of the {count} initial weights: mean {mean}, standard deviation {std}, from {smallest} to {largest}', { count: picture.weights.length, mean: formatNumber(picture.mean), std: formatNumber(picture.std), smallest: formatSetting(picture.smallest, 3), largest: formatSetting(picture.largest, 3) });
  return <div className="timeline-histogram" title={label}><Canvas label={label} draw={draw} /></div>;
}
