/**
 * Where the numbers of a step come from: the data with the present example on the marker, its inputs and target, which can be
 * changed, the network's answer, and how many examples an update takes.
 */
import { useMemo } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { PixelPicture } from '../../components/PixelPicture.tsx';
import { givenExampleOf, trainCountOf, validationCountOf, validationExampleOf, type RunData } from '../../datasets/runData.ts';
import type { Network } from '../../engine/network.ts';
import { addressKey, parseAddress, type Address } from '../../explain/address.ts';
import type { Study } from '../../explain/study.ts';
import { closeTrail, light } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { shownData } from '../../store/shownSlice.ts';
import { shownAddressOf, useBeat, useScript } from '../../store/beats.ts';
import { selectPresenting } from '../../store/selectors.ts';
import { goToQuantity, openGuest, presentExample, setFocus } from '../../store/steppingActions.ts';
import { useStudy } from '../../store/study.ts';
import { formatCount } from '../../viz/format.ts';
import { arePixels } from '../../viz/pixels.ts';
import { PresetMenu } from '../preset/PresetMenu.tsx';
import { StepExampleAnswer } from './StepExampleAnswer.tsx';
import { StepExampleBatch } from './StepExampleBatch.tsx';
import { StepExampleInputs } from './StepExampleInputs.tsx';
import { StepExamplePlot } from './StepExamplePlot.tsx';
import { placeAmong, useShownExample } from './StepExampleShown.ts';
import { StepExampleTarget } from './StepExampleTarget.tsx';
import { useStepStacks } from './StepFlow.ts';
import './StepExample.css';
import { say } from '../../words/say.ts';

export function StepExample() {
  const study = useStudy();
  const data = useNabla(shownData);
  const example = useShownExample(study?.trace.examples.length ?? 1);
  const index = study?.trace.examples[example] ?? null;
  const isGuest = study?.trace.guest === true;
  const isShown = data !== null && index !== null && index < (isGuest ? validationCountOf(data) : trainCountOf(data));
  const presenting = useNabla(selectPresenting);
  const stacks = useStepStacks();
  // Projected, the numbers stand in the network; of a picture it shows none that a person would know it by.
  if (presenting && !stacks) return study !== null && isShown && arePixels(data.inputNames) ? <Presented data={data} index={index} isGuest={isGuest} /> : null;
  return (
    <section className="step-example" aria-label={say('Example')}>
      <PresetMenu />
      <div className="step-example-body">
        {data !== null && <StepExamplePlot data={data} index={isShown ? index : null} split={isGuest ? 'validation' : 'train'} />}
        {study !== null && isShown && <Numbers study={study} data={data} example={example} index={index} />}
      </div>
    </section>
  );
}

function Presented({ data, index, isGuest }: { readonly data: RunData; readonly index: number; readonly isGuest: boolean }) {
  const values = useMemo(() => (isGuest ? validationExampleOf : givenExampleOf)(data, index).inputs, [data, index, isGuest]);
  const target = data.classes[(isGuest ? data.validationTargets : data.trainTargets)[index] ?? -1];
  return (
    <section className="step-example-presented" aria-label={say('Example')}>
      <span><PixelPicture values={values} label={say('The example as a picture of 8 × 8 grey values')} /></span>
      {target !== undefined && <p>{say('target {target}', { target })}</p>}
    </section>
  );
}

type NumbersProps = { readonly study: Study; readonly data: RunData; readonly example: number; readonly index: number };

function Numbers({ study, data, example, index }: NumbersProps) {
  // One edit may follow another before the worker has answered the first.
  const isGuest = study.trace.guest === true;
  const edited = useNabla((state) => (isGuest ? undefined : state.experiment.data.examples?.[index]));
  const drawn = useMemo(() => (isGuest ? validationExampleOf : givenExampleOf)(data, index), [data, index, isGuest]);
  const given = edited ?? drawn;
  const { network } = study;
  const lit = useNabla((state) => (state.lit !== null && isHere(parseAddress(state.lit), network) ? state.lit : null));
  const shown = useNabla((state) => {
    const address = shownAddressOf(state);
    return isHere(address, network) ? addressKey(address) : null;
  });
  const isLit = (key: string): boolean => key === lit || key === shown;
  return (
    <div
      className="step-example-numbers"
      onPointerOver={(event) => light(keyAt(event.target))}
      onPointerLeave={() => light(null)}
      onFocus={(event) => light(keyAt(event.target))}
      onBlur={() => light(null)}
    >
      <Heading study={study} data={data} example={example} index={index} />
      <StepExampleInputs data={data} given={given} index={index} example={example} isGuest={isGuest} isLit={isLit} />
      <StepExampleTarget data={data} given={given} index={index} example={example} isGuest={isGuest} isLit={isLit} />
      <StepExampleAnswer study={study} classes={data.classes} example={example} isLit={isLit} />
      {!isGuest && <StepExampleBatch count={trainCountOf(data)} />}
    </div>
  );
}

/** Whether a quantity is one of those shown here: most steps are about another, and change nothing. */
function isHere(address: Address | null, { layers }: Network): address is Address {
  return address !== null && (address.kind === 'input' || address.kind === 'target' || (address.kind === 'a' && address.layer === layers.length - 1));
}

function keyAt(target: EventTarget): string | null {
  return target instanceof Element ? target.closest('[data-quantity]')?.getAttribute('data-quantity') ?? null : null;
}

/** "Example 1 of 48", or its place in the batch, or "Validation example 12 of 52", with the ways to the one before and after it. */
function Heading({ study, data, example, index }: NumbersProps) {
  const script = useScript();
  const beat = useBeat();
  const batch = study.trace.examples.length;
  const isGuest = study.trace.guest === true;
  const count = isGuest ? validationCountOf(data) : trainCountOf(data);
  const inBatch = batch > 1;
  const [place, places] = placeAmong(example, batch, index, count);
  /** In a batch the same quantity of the other example; else the other example is the next to be trained on. */
  const go = (to: number): void => {
    if (isGuest) return openGuest(to);
    if (!inBatch) return presentExample(to);
    closeTrail();
    setFocus(to);
    const address = beat?.address;
    if (beat?.example !== null && address !== undefined && 'example' in address && script !== null) goToQuantity({ ...address, example: to });
    return undefined;
  };
  return (
    <div className="step-example-head">
      <h2 data-guest={isGuest || undefined}>
        {say('{example} {place} of {places}', { example: isGuest ? say('Validation example') : say('Example'), place: formatCount(place + 1), places: formatCount(places) })}
        {inBatch && <span className="step-example-where">{' '}{say('in the batch')}</span>}
      </h2>
      {places > 1 && (
        <span className="step-example-ways">
          <IconButton icon="back" label={say('Previous example')} aria-disabled={place <= 0} onClick={() => { if (place > 0) go(place - 1); }} />
          <IconButton icon="back" className="step-example-next" label={say('Next example')} aria-disabled={place >= places - 1} onClick={() => { if (place < places - 1) go(place + 1); }} />
        </span>
      )}
    </div>
  );
}
