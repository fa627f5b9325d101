// Start: → computes the first number | Update 2 begins: new weights, example 3. | → takes the new weights and …
/** What is said before the first step of an update and after its last one. */
import type { Address } from '../../explain/address.ts';
import { explain } from '../../explain/explanation.ts';
import type { Stride } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { formatCount } from '../../viz/format.ts';
import { valueText } from '../../explain/numberText.ts';

export type Sentence = { readonly prose: string; readonly spoken: string };

const firstOf: Readonly<Record<Stride, string>> = {
  term: 'the first term', gradient: 'the first number', neuron: 'the first neuron', layer: 'the first layer', phase: 'the forward pass', example: 'all of the example', batch: 'the whole update',
};

/** With its key as an arrow for the eye; a finger has the button. */
function keyed(isTouch: boolean, rest: string, onTouch: string): Sentence {
  return isTouch ? { prose: onTouch, spoken: onTouch } : { prose: `→ ${rest}`, spoken: `The right arrow key ${rest}` };
}

/** "example 3", "examples 1 to 10 of 40" are a mini-batch, all of them the whole set. */
function examplesOf({ trace }: Pick<Study, 'trace'>, setSize: number): string {
  const count = trace.examples.length;
  if (count === 1) return `example ${formatCount((trace.examples[0] ?? 0) + 1)}`;
  return count >= setSize ? `all ${formatCount(count)} examples` : `a mini-batch of ${formatCount(count)} examples`;
}

/** @param setSize examples of the training set */
export function beginning(study: Pick<Study, 'trace'>, setSize: number, stride: Stride, isTouch: boolean): Sentence {
  const { step, guest, examples } = study.trace;
  const first = firstOf[guest === true && stride === 'batch' ? 'example' : stride];
  const next = keyed(isTouch, `computes ${first}.`, `Tap Step for ${first}.`);
  const start = guest === true ? `Validation example ${formatCount((examples[0] ?? 0) + 1)}: it is only looked at; no update is made from it. ` : starts(study, step, setSize);
  return { prose: `${start}${next.prose}`, spoken: `${start}${next.spoken}` };
}

function starts(study: Pick<Study, 'trace'>, step: number, setSize: number): string {
  return step === 0 ? 'Start: ' : `Update ${formatCount(step + 1)} begins: new weights, ${examplesOf(study, setSize)}. `;
}

/** @param setSize examples of the training set */
export function completion({ trace }: Pick<Study, 'trace'>, setSize: number, isTouch: boolean): Sentence {
  if (trace.guest === true) {
    const { prose, spoken } = keyed(isTouch, 'goes back to the next update.', 'Step goes back to the next update.');
    return { prose: `No update is made from it: ${prose}`, spoken: `No update is made from it. ${spoken}` };
  }
  if (!trace.finite) {
    const text = 'The update is complete, but its result is not finite: it will not be made.';
    return { prose: text, spoken: text };
  }
  const { batchSize } = trace.config;
  const next = batchSize >= setSize ? `the same ${setSize === 1 ? 'example' : 'examples'} again` : batchSize > 1 ? 'the next mini-batch' : 'the next example';
  const rest = `takes the new weights and goes on with ${next}.`;
  const { prose, spoken } = keyed(isTouch, rest, `Step ${rest}`);
  return { prose: `The update is complete: ${prose}`, spoken: `The update is complete. ${spoken}` };
}

/** What was opened from the step. @param isKnown its number is computed */
export function opened(study: Study, address: Address, isKnown: boolean, isTouch: boolean): Sentence {
  const { title, symbol, value } = explain(study, address);
  const number = isKnown ? `= ${valueText(address, value)}` : 'is not computed yet';
  const said = isKnown ? `is ${valueText(address, value)}` : 'is not computed yet';
  return {
    prose: `${title}: $${symbol.markup}$ ${number}.${isTouch ? '' : ' Esc leads back to the step.'}`,
    spoken: `${title}. ${symbol.spoken} ${said}.${isTouch ? '' : ' Escape leads back to the step.'}`,
  };
}
