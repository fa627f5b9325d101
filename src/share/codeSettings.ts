// NAME = value  # what it is
/** The settings at the head of a program, and the words about it: the same in every language. */
import { optimizers } from '../engine/optimizers.ts';
import { schedules } from '../engine/schedules.ts';
import { losses } from '../engine/losses.ts';
import { initializerLabel } from '../engine/initializers.ts';
import { outputActivationTexts } from '../engine/activations.ts';
import { capital } from '../viz/format.ts';
import { optimizerCode, reductionWords } from './codeRecords.ts';
import { scheduleCode } from './codeSchedule.ts';
import { arePixels } from '../viz/pixels.ts';
import { commentText, numberText, type Setting } from './codeText.ts';
import type { Program } from './program.ts';

/** More inputs than these are not all named. */
const MOST_NAMES = 16;
/** Epochs that a program trains for when it is run. */
const EPOCHS = 20;

/** Over the training loop, where the update is written out. */
export const trainingHeading = ({ optimizer }: Pick<Program, 'optimizer'>): string => (
  optimizer.name === 'sgd' ? 'Training: θ ← θ − η ∇L' : `Training: θ moves by the rule of ${optimizers[optimizer.name].label}`);

/** Over the numbers: in the middle of a run the state of its training stands among them. */
export function dataHeading({ memory, order }: Pick<Program, 'memory' | 'order'>): string {
  const state = [...(memory === null || memory.slots.length === 0 ? [] : ['the optimizer’s memory']), ...(order.kind === 'goingOn' ? ['the order of this epoch'] : [])];
  return [...state, 'the data'].join(', ').replace(/^t/, 'T').replace(/, (?=the data$)/, ' and ');
}

/** All constants of a program, in reading order. */
export function settingsOf(program: Program): readonly Setting[] {
  const { learningRate, optimizer, schedule, regularization, loss, order, batchSize, step, stepsPerEpoch } = program;
  const { l1, l2, clipNorm } = regularization;
  const when = (condition: boolean, name: string, value: number, comment: string): readonly Setting[] =>
    (condition ? [{ name, value: numberText(value), comment }] : []);
  const moved = scheduleCode(program);
  const { settings, momentum } = optimizerCode(optimizer);
  return [
    { name: 'LEARNING_RATE', value: numberText(learningRate), comment: schedule.name === 'constant' ? 'η' : 'η, which the schedule starts from' },
    ...(moved?.settings ?? []),
    ...settings.filter(({ name }) => moved?.momentum === undefined || name !== momentum),
    ...when(loss.name === 'huber', 'HUBER_DELTA', loss.huberDelta, 'from here on the loss is straight'),
    ...when(l1 > 0, 'L1', l1, 'λ₁ of the penalty λ₁ Σ|w|'),
    ...when(l2 > 0, 'L2', l2, 'λ₂ of the penalty ½ λ₂ Σw²'),
    ...when(clipNorm > 0, 'CLIP_NORM', clipNorm, 'a longer gradient is shortened to this length'),
    ...when(order.kind !== 'fullBatch', 'BATCH_SIZE', batchSize, 'examples of an update'),
    ...when(step > 0, 'STEP', step, 'updates made before this moment'),
    { name: 'STEPS_PER_EPOCH', value: numberText(stepsPerEpoch), comment: 'updates that go once through all examples' },
    { name: 'EPOCHS', value: numberText(EPOCHS), comment: 'how long to train when this file is run' },
  ];
}

/** What the program is, in lines of plain words of at most 100 characters: no line can end a comment or a string. */
export function wordsOf(program: Program): readonly string[] {
  const { layers, loss, optimizer, schedule, start, order, step, training, validation, batchSize, subject, sizes, inputNames, classNames } = program;
  const activations = counted(layers.map(({ activation }) => outputActivationTexts[activation].label)).join(', ');
  const names = [...inputWords(inputNames), ...(classNames.length === 0 ? [] : [`classes ${classNames.map(commentText).join(', ')}`])].join('; ');
  const batch = order.kind === 'fullBatch' ? `all ${training.length} training examples in every update` : `${training.length} training examples in mini-batches of ${batchSize}`;
  const from = start.kind === 'drawn'
    ? `The weights are drawn as on the page: ${initializerLabel(start.weights)}, seed ${start.seed}${start.biases.kind === 'zero' ? '; biases 0' : `; biases ${initializerLabel(start.biases)}`}.`
    : step === 0 ? 'The weights are those of the page before the first update.' : `The weights are those of the page after ${step} ${step === 1 ? 'update' : 'updates'}.`;
  const lines = [
    `${capital(subject)}: a network ${sizes} (${activations}), written by Nabla.`, '',
    `Data: ${batch}, ${validation.length} for validation (${names}).`,
    `Loss: ${losses[loss.name].label}, ${reductionWords(loss, layers.at(-1)!.units)}.`,
    `Training: ${optimizers[optimizer.name].label}, η ${numberText(program.learningRate)}${schedule.name === 'constant' ? '' : `, schedule: ${schedules[schedule.name].label}`}${penaltyWords(program)}.`,
    from,
    ...(order.kind === 'fullBatch' ? [] : ['The mini-batches come in the order in which they come on the page.']),
  ];
  return lines.flatMap(broken);
}

/** Inputs as a comment names them: pixels as the picture they are, of many the first and how many more. */
function inputWords(names: readonly string[]): readonly string[] {
  if (arePixels(names)) return [`the ${names.length} grey values of a picture, row by row${/ \(.+\)$/.exec(commentText(names[0]!))?.[0] ?? ''}`];
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 4) : names;
  return [...shown.map(commentText), ...(shown.length < names.length ? [`and ${names.length - shown.length} more inputs`] : [])];
}

/** A sentence in lines. */
function broken(words: string): readonly string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= 100) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines;
}

function penaltyWords({ regularization: { l1, l2, clipNorm } }: Program): string {
  return `${l1 > 0 ? `, L1 penalty ${numberText(l1)}` : ''}${l2 > 0 ? `, L2 penalty ${numberText(l2)}` : ''}${clipNorm > 0 ? `, gradient clipped to ${numberText(clipNorm)}` : ''}`;
}

/** Equal neighbours once, with their number. */
function counted(names: readonly string[]): readonly string[] {
  const runs: { readonly name: string; count: number }[] = [];
  for (const name of names) {
    if (runs.at(-1)?.name === name) runs.at(-1)!.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }) => (count === 1 ? name : `${count} × ${name}`));
}
