// x → z → a → L → ∂L/∂a → δ → ∂L/∂w → w_new, one row a quantity, one column an example, every number a formula
/**
 * One training step as a spreadsheet, laid out like an exercise done by hand: what is given, forward, loss, backward, update, and
 * forward once more with the new weights. Change a given number and all that follows from it changes.
 */
import { outputActivationTexts } from '../engine/activations.ts';
import { forward } from '../engine/forward.ts';
import { losses, reductionScale } from '../engine/losses.ts';
import { sizesOf } from '../engine/network.ts';
import { optimizers } from '../engine/optimizers.ts';
import { evaluateLoss } from '../engine/outputLoss.ts';
import { createWorkspace, loadExamples } from '../engine/workspace.ts';
import type { Study } from '../explain/study.ts';
import { formatCount } from '../viz/format.ts';
import { spreadsheetFile, type Sheet } from './spreadsheetFile.ts';
import { writeBackward, writeExamples, writeForward, writeLoss, type Side, type Writer } from './spreadsheetPasses.ts';
import { createCells, createRows, VALUES, type Cells } from './spreadsheetRows.ts';
import { writeParameters, writePenalty, writeSettings, writeUpdate } from './spreadsheetUpdate.ts';
import { say } from '../words/say.ts';

/** More cells than this are no exercise any more, and slow to open. */
const MOST_CELLS = 40_000;

/** What of a study tells how large its sheet is. */
export type StepSize = Pick<Study, 'network'> & { readonly trace: { readonly examples: { readonly length: number } } };

/** About as many cells as the sheet of a step has. */
function cellsOf({ network, trace }: StepSize): number {
  const units = network.layers.reduce((total, layer) => total + layer.units, 0);
  return (trace.examples.length + 2) * (network.parameterCount + 8 * units) + 12 * network.parameterCount;
}

/** Why there is no spreadsheet of this step, in a sentence; null where there is one. */
export function whyNoSpreadsheet(study: StepSize): string | null {
  if (study.trace.examples.length === 0) return say('There is no training example to make a step of.');
  const cells = cellsOf(study);
  if (cells <= MOST_CELLS) return null;
  return say('A spreadsheet of this step would have about {count} cells; up to {most} are written. A smaller network or a smaller mini-batch fits.', { count: formatCount(Number(cells.toPrecision(2))), most: formatCount(MOST_CELLS) });
}

/**
 * The .xlsx file of the step that a study is about.
 * @throws RangeError with a sentence for the reader where the step is too large for it
 */
export function stepSpreadsheet(study: Study): Uint8Array {
  return spreadsheetFile(stepSheet(study));
}

/** Its one sheet. @throws RangeError as stepSpreadsheet */
export function stepSheet(study: Study): Sheet {
  const tooLarge = whyNoSpreadsheet(study);
  if (tooLarge !== null) throw new RangeError(tooLarge);
  const { trace } = study;
  const count = trace.examples.length;
  // Old value, gradients, each slot old and new and corrected, new value, change.
  const columns = Math.max(count, 6 + 3 * optimizers[trace.config.optimizer.name].slots.length);
  const examples = Array.from({ length: count }, (_, example) => example);
  const writer: Writer = { study, rows: createRows(VALUES + columns), examples, passes: examples.map((example) => study.pass(example)) };
  const { rows } = writer;
  const cells = createCells();

  rows.line('title', `Step ${formatCount(trace.step + 1)}: one update of every weight, calculated in cells`);
  rows.line('note', 'Framed numbers are given. Every other number is a formula: change a given number, and all that follows from it changes.');
  rows.line('note', summaryOf(study));
  rows.blank();
  const settings = writeSettings(writer);
  writeParameters(writer, cells);
  writeExamples(writer, cells);

  const present = presentSide(writer, cells);
  rows.line('section', 'Forward: from the inputs to the prediction');
  const shares = writeForward(writer, present);
  rows.blank();
  rows.line('section', 'Loss: how far the prediction is from the target');
  const read = writeLoss(writer, present, shares, settings.huberDelta);
  writePenalty(writer, cells, settings);
  rows.line('section', 'Backward: how the loss changes with each number, from the last layer to the first');
  writeBackward(writer, present, read, settings.huberDelta);
  rows.line('section', 'Update: every weight and bias takes its step');
  writeUpdate(writer, cells, settings);
  if (trace.finite) {
    const after = nextSide(study, cells);
    rows.line('section', 'Once more with the new weights: the same examples after the step');
    const sharesAfter = writeForward(writer, after);
    rows.blank();
    writeLoss(writer, after, sharesAfter, settings.huberDelta);
  }
  return { name: `Step ${trace.step + 1}`, rows: rows.rows, widths: [11, 48, ...Array.from({ length: columns }, () => 11)], frozenColumns: 2 };
}

function summaryOf({ network, trace }: Study): string {
  const activations = [...new Set(network.layers.map(({ activation }) => outputActivationTexts[activation].label))].join(' and ');
  const count = trace.examples.length;
  return `Network ${sizesOf(network)} (${activations}), loss: ${losses[trace.config.loss.name].label}, ${count === 1 ? 'one example' : `a mini-batch of ${count} examples, each in a column of its own`}.`;
}

/** The pass of the step itself. */
function presentSide({ study, passes }: Writer, cells: Cells): Side {
  return {
    cells, mark: '', batchLoss: study.trace.batchLoss,
    z: (example, layer, unit) => passes[example]!.z[layer]![unit]!,
    a: (example, layer, unit) => passes[example]!.a[layer]![unit]!,
    outputLoss: (example, output) => passes[example]!.outputLosses[output]!,
    exampleLoss: (example) => passes[example]!.loss,
  };
}

/** The pass of the same examples with the parameters after the step, by the engine. */
function nextSide({ network, trace }: Study, before: Cells): Side {
  const { loss } = trace.config;
  const count = trace.examples.length;
  const outputs = network.layers.at(-1)!.units;
  const workspace = createWorkspace(network, count);
  loadExamples(workspace, { count, inputs: trace.inputs, targets: trace.targets }, 0, count);
  forward(network, trace.newTheta, workspace, count);
  const own = reductionScale(loss, 1, outputs);
  const perExample = new Float64Array(count);
  const sum = evaluateLoss(network, loss, workspace, workspace.targets, count, perExample);
  const cells = createCells(before);
  trace.newTheta.forEach((_, index) => cells.keep({ kind: 'parameter', index }, before.of({ kind: 'newParameter', index })));
  return {
    cells, mark: '^{new}', batchLoss: sum * reductionScale(loss, count, outputs),
    z: (example, layer, unit) => workspace.z[layer]![unit * count + example]!,
    a: (example, layer, unit) => workspace.a[layer]![unit * count + example]!,
    outputLoss: (example, output) => own * workspace.losses[output * count + example]!,
    exampleLoss: (example) => own * perExample[example]!,
  };
}
