// z = Σ w x + b, a = φ(z), L = f(ŷ, y); ∂L/∂a = Σ δ w, δ = ∂L/∂a · φ′(z), ∂L/∂w = δ · x: the rows of a forward and a backward pass
import { losses } from '../engine/losses.ts';
import { addressOf, biasIndex, weightIndex } from '../engine/network.ts';
import type { Address } from '../explain/address.ts';
import { inputOf } from '../explain/explanationForward.ts';
import { outputShare } from '../explain/explanationLoss.ts';
import type { Pass, Study } from '../explain/study.ts';
import { valueOf } from '../explain/value.ts';
import { added, alone, f, number, type Expression } from './spreadsheetExpression.ts';
import type { CellStyle } from './spreadsheetFile.ts';
import { activationRules, lossRules, powerOf, sigmoidOf, type LossParts } from './spreadsheetRules.ts';
import type { Cells, SheetRows } from './spreadsheetRows.ts';

/** A sheet in the making. */
export type Writer = {
  readonly study: Study;
  readonly rows: SheetRows;
  /** Places in the mini-batch, one column each. */
  readonly examples: readonly number[];
  /** The pass of each example: a study keeps only the latest few. */
  readonly passes: readonly Pass[];
};

/** One forward pass of all examples: what its parameters are and where its numbers stand. */
export type Side = {
  /** Parameters, inputs and targets are there already; the rest is kept as it is written. */
  readonly cells: Cells;
  /** Behind every symbol, in markup; "" for the pass of the step itself. */
  readonly mark: string;
  z(example: number, layer: number, unit: number): number;
  a(example: number, layer: number, unit: number): number;
  outputLoss(example: number, output: number): number;
  exampleLoss(example: number): number;
  readonly batchLoss: number;
};

/** The shares that a cross-entropy reads, [output][example], with ln Σe^{z_j} of each example where they are of softmax. */
export type Shares = { readonly share: readonly (readonly Expression[])[]; readonly logSum: readonly Expression[] };

type Described = { readonly symbol: string; readonly style?: CellStyle };

/** A row with one formula for each example; its cells are kept for the addresses. */
function rowOf(
  { rows, examples }: Writer, cells: Cells, { symbol, style = 'computed' }: Described,
  addressOfExample: ((example: number) => Address) | null, formulaOf: (example: number) => Expression, valueOfExample: (example: number) => number,
): readonly Expression[] {
  const entries = examples.map((example) => ({ formula: alone(formulaOf(example)), value: valueOfExample(example), style }));
  const made = rows.row(symbol, entries[0]!.formula, entries);
  if (addressOfExample !== null) made.forEach((cell, example) => cells.keep(addressOfExample(example), cell));
  return made;
}

/** Symbol of an example's quantity without the example's number, which its column says. */
const symbolOf = ({ study }: Writer, address: Address, mark = ''): string => `${study.names.symbol(address, false).markup}${mark}`;

/** Which example each column is, where there are several. */
function writeColumnNames({ study, rows, examples }: Writer): void {
  if (examples.length > 1) rows.heads(examples.map((example) => `example ${study.trace.examples[example]! + 1}`));
}

/** Inputs and targets, a column each example. */
export function writeExamples(writer: Writer, cells: Cells): void {
  const { study, rows, examples } = writer;
  const { network, trace } = study;
  rows.line('section', examples.length === 1 ? 'Given: the example' : 'Given: the examples of the mini-batch');
  rows.heads(examples.map((example) => `example ${trace.examples[example]! + 1}`));
  const put = (addressOfExample: (example: number) => Address): void => {
    const first = addressOfExample(0);
    const made = rows.row(symbolOf(writer, first), study.names.title(first), examples.map((example) => ({ value: valueOf(study, addressOfExample(example)) })));
    made.forEach((cell, example) => cells.keep(addressOfExample(example), cell));
  };
  for (let feature = 0; feature < network.spec.inputs; feature += 1) put((example) => ({ kind: 'input', example, feature }));
  for (let output = 0; output < network.layers.at(-1)!.units; output += 1) put((example) => ({ kind: 'target', example, output }));
  rows.blank();
}

/** Every weighted sum and activation, neuron by neuron; of softmax all sums first. Returns the shares of a softmax output. */
export function writeForward(writer: Writer, side: Side): Shares | null {
  writeColumnNames(writer);
  const { network } = writer.study;
  const { cells, mark } = side;
  let shares: Shares | null = null;
  network.layers.forEach(({ inputs, units, activation }, layer) => {
    const sumRow = (unit: number): void => {
      const at = (example: number): Address => ({ kind: 'z', example, layer, unit });
      const terms = (example: number): Expression => added([
        ...Array.from({ length: inputs }, (_, i) => f`${cells.of({ kind: 'parameter', index: weightIndex(network, layer, unit, i) })}*${cells.of(inputOf(example, layer, i))}`),
        cells.of({ kind: 'parameter', index: biasIndex(network, layer, unit) }),
      ]);
      rowOf(writer, cells, { symbol: symbolOf(writer, at(0), mark) }, at, terms, (example) => side.z(example, layer, unit));
    };
    if (activation === 'softmax') {
      for (let unit = 0; unit < units; unit += 1) sumRow(unit);
      shares = writeShares(writer, side, layer, (unit) => symbolOf(writer, { kind: 'a', example: 0, layer, unit }, mark), true);
      return;
    }
    for (let unit = 0; unit < units; unit += 1) {
      sumRow(unit);
      const at = (example: number): Address => ({ kind: 'a', example, layer, unit });
      const style = layer === network.layers.length - 1 ? 'result' : 'computed';
      rowOf(writer, cells, { symbol: symbolOf(writer, at(0), mark), style }, at,
        (example) => activationRules[activation].output(cells.of({ kind: 'z', example, layer, unit })), (example) => side.a(example, layer, unit));
    }
  });
  return shares;
}

/** Softmax by hand: the largest sum, the powers of the differences from it, their sum, the shares. */
function writeShares(writer: Writer, side: Side, layer: number, symbolOfShare: (unit: number) => string, isOutput: boolean): Shares {
  const { cells, mark } = side;
  const units = Array.from({ length: writer.study.network.layers[layer]!.units }, (_, unit) => unit);
  const z = (example: number, unit: number): Expression => cells.of({ kind: 'z', example, layer, unit });
  const largestOf = (example: number): number => Math.max(...units.map((unit) => side.z(example, layer, unit)));
  const listed = (example: number): Expression => units.slice(1).reduce((list, unit) => f`${list},${z(example, unit)}`, z(example, 0));
  const largest = rowOf(writer, cells, { symbol: `m${mark}` }, null, (example) => f`MAX(${listed(example)})`, largestOf);
  const power = (example: number, unit: number): number => Math.exp(side.z(example, layer, unit) - largestOf(example));
  const powers = units.map((unit) => rowOf(writer, cells, { symbol: `e_${unit + 1}${mark}` }, null,
    (example) => powerOf(z(example, unit), largest[example]!), (example) => power(example, unit)));
  const total = rowOf(writer, cells, { symbol: `s${mark}` }, null, (example) => added(powers.map((row) => row[example]!)),
    (example) => units.reduce((sum, unit) => sum + power(example, unit), 0));
  const share = units.map((unit) => rowOf(writer, cells, { symbol: symbolOfShare(unit), style: isOutput ? 'result' : 'computed' },
    isOutput ? (example) => ({ kind: 'a', example, layer, unit }) : null,
    (example) => f`${powers[unit]![example]!}/${total[example]!}`,
    (example) => power(example, unit) / units.reduce((sum, other) => sum + power(example, other), 0)));
  return { share, logSum: largest.map((m, example) => f`${m}+LN(${total[example]!})`) };
}

/** The losses of the outputs, of each example and of the batch. Returns the shares that backpropagation begins with, if any. */
export function writeLoss(writer: Writer, side: Side, shares: Shares | null, huberDelta: Expression): Shares | null {
  const { study, rows, examples } = writer;
  const { network, trace } = study;
  const { name, reduction } = trace.config.loss;
  const { cells, mark } = side;
  const layer = network.layers.length - 1;
  const { units } = network.layers[layer]!;
  const outputs = Array.from({ length: units }, (_, output) => output);
  const read = shares ?? sharesOfSums(writer, side);
  const valueOfOutput = (example: number, output: number): Expression => shared(study, lossRules[name].value(partsOf(writer, side, read, huberDelta, example, output)));
  const isAlone = units === 1;
  if (!isAlone) {
    for (const output of outputs) {
      rowOf(writer, cells, { symbol: symbolOf(writer, { kind: 'outputLoss', example: 0, output }, mark) }, (example) => ({ kind: 'outputLoss', example, output }),
        (example) => valueOfOutput(example, output), (example) => side.outputLoss(example, output));
    }
  }
  const ofExamples = rowOf(writer, cells, { symbol: examples.length === 1 ? `L${mark}` : `L^{[i]}${mark === '' ? '' : ' '}${mark}`, style: examples.length === 1 ? 'result' : 'computed' },
    (example) => ({ kind: 'exampleLoss', example }),
    (example) => (isAlone ? valueOfOutput(example, 0) : added(outputs.map((output) => cells.of({ kind: 'outputLoss', example, output })))),
    (example) => side.exampleLoss(example));
  const batch = examples.length === 1 ? ofExamples[0]! : rows.row(`L${mark}`, reduction === 'sum' ? 'Loss of the batch: the sum over the examples' : 'Loss of the batch: the mean over the examples', [
    { formula: overExamples(writer, ofExamples), value: side.batchLoss, style: 'result' },
  ])[0]!;
  cells.keep({ kind: 'batchLoss' }, batch);
  rows.blank();
  return read;
}

/** What a cross-entropy makes of an output of bare weighted sums; null where it has shares already or reads none. */
function sharesOfSums(writer: Writer, side: Side): Shares | null {
  const { network, trace } = writer.study;
  const layer = network.layers.length - 1;
  const { units, activation } = network.layers[layer]!;
  if (losses[trace.config.loss.name].reads !== 'logits') return null;
  if (trace.config.loss.name === 'softmax_cross_entropy') return writeShares(writer, side, layer, (unit) => `p_${unit + 1}${side.mark}`, false);
  const row = (unit: number): readonly Expression[] => (activation === 'sigmoid'
    ? writer.examples.map((example) => side.cells.of({ kind: 'a', example, layer, unit }))
    : rowOf(writer, side.cells, { symbol: `p_${unit + 1}${side.mark}` }, null,
      (example) => sigmoidOf(side.cells.of({ kind: 'z', example, layer, unit })), (example) => 1 / (1 + Math.exp(-side.z(example, layer, unit)))));
  return { share: Array.from({ length: units }, (_, unit) => row(unit)), logSum: [] };
}

function partsOf({ study }: Writer, { cells }: Side, shares: Shares | null, huberDelta: Expression, example: number, output: number): LossParts {
  const layer = study.network.layers.length - 1;
  const { units } = study.network.layers[layer]!;
  const target = (k: number): Expression => cells.of({ kind: 'target', example, output: k });
  const prediction = cells.of({ kind: 'a', example, layer, unit: output });
  return {
    y: target(output), prediction, z: cells.of({ kind: 'z', example, layer, unit: output }), huberDelta,
    share: shares?.share[output]?.[example] ?? prediction, logSum: shares?.logSum[example] ?? prediction,
    targetSum: f`(${added(Array.from({ length: units }, (_, k) => target(k)))})`,
  };
}

/** A mean over the outputs has 1/m in it. */
function shared(study: Study, formula: Expression): Expression {
  const outputs = outputShare(study);
  return outputs === 1 ? formula : f`${formula}/${outputs}`;
}

/** What the reduction makes of the examples' numbers, which stand side by side. */
export function overExamples({ study }: Pick<Writer, 'study'>, row: readonly Expression[]): Expression {
  if (row.length === 1) return row[0]!;
  const range = `${row[0]!.formula}:${row.at(-1)!.formula}`;
  const isSum = study.trace.config.loss.reduction === 'sum';
  return { formula: `${isSum ? 'SUM' : 'AVERAGE'}(${range})`, text: () => [{ text: isSum ? 'sum of ' : 'mean of ' }, ...row[0]!.text()] };
}

/** ∂L/∂a, δ and ∂L/∂w of every example, layer by layer from the last; each of the example's own loss. */
export function writeBackward(writer: Writer, side: Side, shares: Shares | null, huberDelta: Expression): void {
  const { study } = writer;
  const { network, trace } = study;
  const { cells } = side;
  const loss = losses[trace.config.loss.name];
  const rule = lossRules[trace.config.loss.name];
  const last = network.layers.length - 1;
  const put = (addressOfExample: (example: number) => Address, formulaOf: (example: number) => Expression, valueIn: (pass: Pass) => number): void => {
    rowOf(writer, cells, { symbol: symbolOf(writer, addressOfExample(0)), style: 'gradient' }, addressOfExample, formulaOf, (example) => valueIn(writer.passes[example]!));
  };
  writeColumnNames(writer);
  for (let layer = last; layer >= 0; layer -= 1) {
    const { units, activation } = network.layers[layer]!;
    const neurons = Array.from({ length: units }, (_, unit) => unit);
    const slopeOfLoss = (example: number, unit: number): Expression => shared(study, rule.slope(partsOf(writer, side, shares, huberDelta, example, unit)));
    const upstream = (unit: number): void => put((example) => ({ kind: 'dLda', example, layer, unit }), (example) => (layer === last
      ? slopeOfLoss(example, unit)
      : added(Array.from({ length: network.layers[layer + 1]!.units }, (_, k) => (
        f`${cells.of({ kind: 'delta', example, layer: layer + 1, unit: k })}*${cells.of({ kind: 'parameter', index: weightIndex(network, layer + 1, k, unit) })}`)))), (pass) => pass.upstream[layer + 1]![unit]!);
    const delta = (unit: number): void => put((example) => ({ kind: 'delta', example, layer, unit }), (example) => {
      if (layer === last && loss.reads === 'logits') return slopeOfLoss(example, unit);
      const dLda = cells.of({ kind: 'dLda', example, layer, unit });
      const a = cells.of({ kind: 'a', example, layer, unit });
      if (activation !== 'softmax') return f`${dLda}*${activationRules[activation].slope(cells.of({ kind: 'z', example, layer, unit }), a)}`;
      const mean = added(neurons.map((k) => f`${cells.of({ kind: 'dLda', example, layer, unit: k })}*${cells.of({ kind: 'a', example, layer, unit: k })}`));
      return f`${a}*(${dLda}-(${mean}))`;
    }, (pass) => pass.delta[layer]![unit]!);
    // Softmax mixes the gradients of all outputs, so that all of them come first.
    if (activation === 'softmax' && loss.reads === 'prediction') neurons.forEach(upstream);
    for (const unit of neurons) {
      if (activation !== 'softmax' && !(layer === last && loss.reads === 'logits')) upstream(unit);
      delta(unit);
    }
    for (const { index, input, unit } of parametersOf(study, layer)) {
      put((example) => ({ kind: 'exampleGradient', example, index }), (example) => {
        const own = cells.of({ kind: 'delta', example, layer, unit });
        return input === null ? f`${own}*${number(1)}` : f`${own}*${cells.of(inputOf(example, layer, input))}`;
      }, (pass) => pass.gradient[index]!);
    }
  }
  writer.rows.blank();
}

/** The parameters of a layer in the order of θ. */
export function parametersOf({ network }: Pick<Study, 'network'>, layer: number): readonly { readonly index: number; readonly unit: number; readonly input: number | null }[] {
  const { weights, biases, units } = network.layers[layer]!;
  return Array.from({ length: biases + units - weights }, (_, i) => ({ index: weights + i, ...addressOf(network, weights + i) }));
}
