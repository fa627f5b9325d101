// Start: → computes the first number | Update 2 begins: new weights, example 3. | → takes the new weights and …
/** What is said before the first step of an update and after its last one. */
import type { Address } from '../../explain/address.ts';
import { explain } from '../../explain/explanation.ts';
import type { Stride } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { formatCount } from '../../viz/format.ts';
import { valueText } from '../../explain/numberText.ts';
import { say } from '../../words/say.ts';

export type Sentence = { readonly prose: string; readonly spoken: string };

const firstOf: Readonly<Record<Stride, string>> = {
  term: say('the first term'), gradient: say('the first number'), neuron: say('the first neuron'), layer: say('the first layer'), phase: say('the forward pass'), example: say('all of the example'), batch: say('the whole update'),
};

/** With its key as an arrow for the eye; a finger has the button. */
function keyed(isTouch: boolean, rest: string, onTouch: string): Sentence {
  return isTouch ? { prose: onTouch, spoken: onTouch } : { prose: `→ ${rest}`, spoken: say('The right arrow key {rest}', { rest }) };
}

/** "example 3", "examples 1 to 10 of 40" are a mini-batch, all of them the whole set. */
function examplesOf({ trace }: Pick<Study, 'trace'>, setSize: number): string {
  const count = trace.examples.length;
  if (count === 1) return say('example {examples}', { examples: formatCount((trace.examples[0] ?? 0) + 1) });
  return count >= setSize ? say('all {count} examples', { count: formatCount(count) }) : say('a mini-batch of {count} examples', { count: formatCount(count) });
}

/** @param setSize examples of the training set */
export function beginning(study: Pick<Study, 'trace'>, setSize: number, stride: Stride, isTouch: boolean): Sentence {
  const { step, guest, examples } = study.trace;
  const first = firstOf[guest === true && stride === 'batch' ? 'example' : stride];
  const next = keyed(isTouch, say('computes {first}.', { first }), say('Tap Step for {first}.', { first }));
  const start = guest === true ? `${say('Validation example {examples}: it is only looked at; no update is made from it.', { examples: formatCount((examples[0] ?? 0) + 1) })} ` : starts(study, step, setSize);
  return { prose: `${start}${next.prose}`, spoken: `${start}${next.spoken}` };
}

function starts(study: Pick<Study, 'trace'>, step: number, setSize: number): string {
  return step === 0 ? `${say('Start:')} ` : `${say('Update {step} begins: new weights, {examples}.', { step: formatCount(step + 1), examples: examplesOf(study, setSize) })} `;
}

/** @param setSize examples of the training set */
export function completion({ trace }: Pick<Study, 'trace'>, setSize: number, isTouch: boolean): Sentence {
  if (trace.guest === true) {
    const { prose, spoken } = keyed(isTouch, say('goes back to the next update.'), say('Step goes back to the next update.'));
    return { prose: say('No update is made from it: {prose}', { prose }), spoken: say('No update is made from it. {spoken}', { spoken }) };
  }
  if (!trace.finite) {
    const text = say('The update is complete, but its result is not finite: it will not be made.');
    return { prose: text, spoken: text };
  }
  const { batchSize } = trace.config;
  const next = batchSize >= setSize ? (setSize === 1 ? say('the same example again') : say('the same examples again')) : batchSize > 1 ? say('the next mini-batch') : say('the next example');
  const rest = say('takes the new weights and goes on with {next}.', { next });
  const { prose, spoken } = keyed(isTouch, rest, say('Step {rest}', { rest }));
  return { prose: say('The update is complete: {prose}', { prose }), spoken: say('The update is complete. {spoken}', { spoken }) };
}

/** What was opened from the step. @param isKnown its number is computed */
export function opened(study: Study, address: Address, isKnown: boolean, isTouch: boolean): Sentence {
  const { title, symbol, value } = explain(study, address);
  const number = isKnown ? `= ${valueText(address, value)}` : say('is not computed yet');
  const said = isKnown ? say('is {value}', { value: valueText(address, value) }) : say('is not computed yet');
  return {
    prose: `${title}: $${symbol.markup}$ ${number}.${isTouch ? '' : ` ${say('Esc leads back to the step.')}`}`,
    spoken: `${title}. ${symbol.spoken} ${said}.${isTouch ? '' : ` ${say('Escape leads back to the step.')}`}`,
  };
}
