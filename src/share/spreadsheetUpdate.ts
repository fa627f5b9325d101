// g = ∂L/∂w + ∂R/∂w, clipped;  w_new = w − η d(g): settings, parameters and the update as a table with a row a parameter
import { optimizers } from '../engine/optimizers.ts';
import { outputActivationTexts } from '../engine/activations.ts';
import type { Address } from '../explain/address.ts';
import { hasPenaltyShare } from '../explain/explanationBatch.ts';
import { valueOf } from '../explain/value.ts';
import { addressOf } from '../engine/network.ts';
import { capital } from '../viz/format.ts';
import { added, cellCalled, described, f, mathRuns, number, type Expression } from './spreadsheetExpression.ts';
import type { CellStyle } from './spreadsheetFile.ts';
import { overExamples, parametersOf, type Writer } from './spreadsheetPasses.ts';
import { optimizerRules, settingNames, type StepParts } from './spreadsheetRules.ts';
import type { Cells } from './spreadsheetRows.ts';
import { learningRateRule, momentumRule, type PutSetting } from './spreadsheetSchedule.ts';

/** The cells of the settings that formulas read; where nothing is set, a 0. */
export type Settings = {
  readonly eta: Expression;
  readonly huberDelta: Expression;
  readonly l1: Expression;
  readonly l2: Expression;
  readonly clipNorm: Expression;
  /** A number of the optimizer. */
  readonly named: (name: string) => Expression;
};

const NONE = number(0);

/** The learning rate and whatever else the update needs, each in its cell. */
export function writeSettings({ study, rows }: Writer): Settings {
  const { trace } = study;
  const { config } = trace;
  const { l1, l2, clipNorm } = config.regularization;
  rows.line('section', 'Given: the settings');
  const put: PutSetting = (symbol, what, value, formula) => {
    if (formula === undefined) return rows.row(symbol, capital(what), [{ value, style: 'setting' }], true)[0]!;
    return rows.row(symbol, described(capital(what), formula), [{ value, formula, style: 'derived' }], true)[0]!;
  };
  const isConstant = config.schedule.name === 'constant';
  const base = put(isConstant ? 'η' : 'η_0', isConstant ? 'learning rate' : 'learning rate as set, before its schedule', config.learningRate);
  const eta = isConstant ? base : put('η', 'learning rate of this step', trace.learningRate, learningRateRule(config.schedule, config.learningRate, base, trace.step, put));
  const swung = momentumRule(config.schedule, trace.step, put);
  const numbers: Readonly<Record<string, unknown>> = { decay: 0, ...config.optimizer, t: trace.optimizerStep };
  const named = new Map(optimizerRules[config.optimizer.name].settings.map((name): [string, Expression] => {
    const [symbol, what] = settingNames[name]!;
    if (swung !== null && trace.momentum !== null && (name === 'momentum' || name === 'beta1')) return [name, put(symbol, `${what}, of this step`, trace.momentum, swung)];
    return [name, put(symbol, what, Number(numbers[name]))];
  }));
  const settings: Settings = {
    eta,
    huberDelta: config.loss.name === 'huber' ? put('d', 'distance at which the loss turns from square to straight', config.loss.huberDelta) : NONE,
    l1: l1 > 0 ? put('λ_1', 'L1 penalty', l1) : NONE,
    l2: l2 > 0 ? put('λ_2', 'L2 penalty', l2) : NONE,
    clipNorm: clipNorm > 0 ? put('c', 'longest gradient that is let through', clipNorm) : NONE,
    named: (name) => named.get(name) ?? NONE,
  };
  rows.blank();
  return settings;
}

/** Weights and biases before the step, layer by layer. */
export function writeParameters({ study, rows }: Writer, cells: Cells): void {
  const { names, network } = study;
  rows.line('section', 'Given: the weights and biases before the step');
  network.layers.forEach((layer, place) => {
    rows.line('note', `Layer ${place + 1}: ${layer.units} ${outputActivationTexts[layer.activation].label} ${layer.units === 1 ? 'neuron' : 'neurons'}`);
    for (const { index } of parametersOf(study, place)) {
      const address: Address = { kind: 'parameter', index };
      cells.keep(address, rows.row(names.symbol(address).markup, names.title(address), [{ value: valueOf(study, address) }], true)[0]!);
    }
  });
  rows.blank();
}

/** R(θ) and what is minimised, both together, where a penalty is set. */
export function writePenalty({ study, rows }: Writer, cells: Cells, { l1, l2 }: Settings): void {
  const { names, network, trace } = study;
  const { regularization } = trace.config;
  if (regularization.l1 === 0 && regularization.l2 === 0) return;
  const ranges = network.layers.map(({ weights, biases }) => (
    `${cells.of({ kind: 'parameter', index: weights }).formula}:${cells.of({ kind: 'parameter', index: biases - 1 }).formula}`));
  const sizes = { formula: `(${ranges.map((range) => `SUMPRODUCT(ABS(${range}))`).join('+')})`, text: () => mathRuns('Σ|w|') };
  const squares = { formula: `SUMSQ(${ranges.join(',')})`, text: () => mathRuns('Σw^2') };
  const terms = [...(regularization.l1 > 0 ? [f`${l1}*${sizes}`] : []), ...(regularization.l2 > 0 ? [f`${l2}/2*${squares}`] : [])];
  const R = rows.row(names.symbol({ kind: 'penalty' }).markup, added(terms), [{ formula: added(terms), value: trace.penalty }])[0]!;
  const J = f`${cells.of({ kind: 'batchLoss' })}+${R}`;
  rows.row(names.symbol({ kind: 'objective' }).markup, J, [{ formula: J, value: valueOf(study, { kind: 'objective' }), style: 'result' }]);
  rows.blank();
}

/** A column of a table with a row a parameter. */
type Column = {
  readonly kind: string;
  readonly head: string;
  readonly style: CellStyle;
  readonly address: (index: number) => Address;
  /** Of cells in the same row, by the kinds of their columns; null where the number is given. */
  readonly formula: ((index: number, at: (kind: string) => Expression) => Expression) | null;
};

/**
 * Writes the rows, with the formula of the column called `told` beside the symbol, or else what the parameter is. Returns each column's
 * cells, such as stay in a copied formula.
 */
function writeTable({ study, rows }: Writer, columns: readonly Column[], told: string): ReadonlyMap<string, readonly Expression[]> {
  const { names, network } = study;
  const made = new Map(columns.map(({ kind }): [string, Expression[]] => [kind, []]));
  rows.heads(columns.map(({ head }) => head));
  network.layers.forEach((_, layer) => {
    for (const { index } of parametersOf(study, layer)) {
      const symbols = columns.map(({ address }) => names.symbol(address(index)).markup);
      const cells = rows.next(symbols);
      rows.next(symbols, true).forEach((cell, i) => made.get(columns[i]!.kind)!.push(cell));
      const at = (kind: string): Expression => cells[columns.findIndex((column) => column.kind === kind)]!;
      const entries = columns.map(({ address, formula, style }) => {
        const value = valueOf(study, address(index));
        return formula === null ? { value, style } : { value, style, formula: formula(index, at) };
      });
      const parameter: Address = { kind: 'parameter', index };
      rows.row(names.symbol(parameter).markup, entries[columns.findIndex(({ kind }) => kind === told)]?.formula ?? names.title(parameter), entries);
    }
  });
  return made;
}

/** The batch's gradient, the penalty's and what clipping leaves of both; the optimizer's memory; the new values, kept as parameters. */
export function writeUpdate(writer: Writer, cells: Cells, settings: Settings): void {
  const { study, rows, examples } = writer;
  const { trace, names } = study;
  const { regularization, optimizer } = trace.config;
  const hasPenalty = regularization.l1 > 0 || regularization.l2 > 0;
  const clips = regularization.clipNorm > 0;
  const rule = optimizerRules[optimizer.name];

  const old: Column = { kind: 'w', head: 'old value', style: 'computed', address: (index) => ({ kind: 'parameter', index }), formula: (index) => cells.of({ kind: 'parameter', index }) };
  const data: Column = {
    kind: 'data', head: examples.length === 1 ? '∂L/∂w' : '∂L/∂w of the batch', style: 'gradient', address: (index) => ({ kind: 'dataGradient', index }),
    formula: (index) => overExamples(writer, examples.map((example) => cells.of({ kind: 'exampleGradient', example, index }))),
  };
  const pull: Column = {
    kind: 'penalty', head: '∂R/∂w', style: 'gradient', address: (index) => ({ kind: 'penaltyGradient', index }),
    formula: (index, at) => penaltySlope(writer, index, at('w'), settings),
  };
  const before: readonly Column[] = hasPenalty ? [old, data, pull] : [old, data];
  let given: readonly Column[];
  if (clips) {
    const gathered = writeTable(writer, before, '');
    const parts = [...gathered].filter(([kind]) => kind !== 'w').map(([, column]) => column);
    const ranges = parts.map((column) => `${column[0]!.formula}:${column.at(-1)!.formula}`);
    const squares = { formula: hasPenalty ? `SUMPRODUCT((${ranges.join('+')})^2)` : `SUMSQ(${ranges[0]!})`, text: () => mathRuns(hasPenalty ? 'Σ(∂L/∂w + ∂R/∂w)^2' : 'Σ(∂L/∂w)^2') };
    const length = f`SQRT(${squares})`;
    const norm = rows.row(names.symbol({ kind: 'gradientNorm' }).markup, described('Length of the gradient', length), [{ formula: length, value: trace.gradientNorm, style: 'gradient' }], true)[0]!;
    const share = f`IF(${norm}>${settings.clipNorm},${settings.clipNorm}/${norm},1)`;
    const kept = rows.row('q', described('Share that is let through', share), [{ formula: share, value: trace.gradientNorm > regularization.clipNorm ? regularization.clipNorm / trace.gradientNorm : 1 }], true)[0]!;
    rows.blank();
    given = [old, {
      kind: 'g', head: 'g', style: 'gradient', address: (index) => ({ kind: 'gradient', index }),
      formula: (index) => (hasPenalty ? f`${kept}*(${added(parts.map((column) => column[index]!))})` : f`${kept}*${parts[0]![index]!}`),
    }];
  } else if (hasPenalty) {
    given = [...before, { kind: 'g', head: 'g', style: 'gradient', address: (index) => ({ kind: 'gradient', index }), formula: (_index, at) => f`${at('data')}+${at('penalty')}` }];
  } else given = before;

  const stepOf = (at: (kind: string) => Expression): StepParts => ({
    w: at('w'), g: at(clips || hasPenalty ? 'g' : 'data'), eta: settings.eta, setting: settings.named,
    slots: rule.newSlots.map((_, slot) => at(`slot ${slot}`)), newSlots: rule.newSlots.map((_, slot) => at(`new slot ${slot}`)),
    corrected: rule.corrected.map((_, slot) => at(`corrected ${slot}`)),
  });
  const slotNames = optimizers[optimizer.name].slots.map(({ name }) => name);
  const memory: readonly Column[] = [
    ...slotNames.map((name, slot): Column => ({ kind: `slot ${slot}`, head: `old ${name}`, style: 'given', address: (index) => ({ kind: 'slot', slot, index }), formula: null })),
    ...rule.newSlots.map((formula, slot): Column => ({ kind: `new slot ${slot}`, head: `new ${slotNames[slot]!}`, style: 'computed', address: (index) => ({ kind: 'newSlot', slot, index }), formula: (_index, at) => formula(stepOf(at)) })),
    ...rule.corrected.map((formula, slot): Column => ({ kind: `corrected ${slot}`, head: `corrected ${slotNames[slot]!}`, style: 'computed', address: (index) => ({ kind: 'correctedSlot', slot, index }), formula: (_index, at) => formula(stepOf(at)) })),
  ];
  // What the columns between the gradient and the new value hold, said once for all parameters.
  const letters: Readonly<Record<string, string>> = { w: 'w', data: '∂L/∂w', penalty: '∂R/∂w', g: 'g' };
  const symbolOfColumn = (column: Column | undefined): string => (column === undefined ? '' : names.symbol(column.address(0)).markup);
  const inLetters = (kind: string): Expression => cellCalled('', letters[kind] ?? symbolOfColumn(memory.find((column) => column.kind === kind)));
  if (clips) rows.row('g', cellCalled('', hasPenalty ? 'q·(∂L/∂w + ∂R/∂w)' : 'q·∂L/∂w'), []);
  else if (hasPenalty) rows.row('g', cellCalled('', '∂L/∂w + ∂R/∂w'), []);
  for (const column of memory) if (column.formula !== null) rows.row(symbolOfColumn(column), column.formula(0, inLetters), []);

  const table = writeTable(writer, [
    ...given, ...memory,
    { kind: 'new', head: 'new value', style: 'result', address: (index) => ({ kind: 'newParameter', index }), formula: (_index, at) => rule.newParameter(stepOf(at)) },
    { kind: 'change', head: 'change', style: 'gradient', address: (index) => ({ kind: 'update', index }), formula: (_index, at) => f`${at('new')}-${at('w')}` },
  ], 'new');
  // The table is in the order of θ.
  table.get('new')!.forEach((cell, index) => cells.keep({ kind: 'newParameter', index }, cell));
  rows.blank();
}

/** λ₁ sign w + λ₂ w, of a bias 0 unless it is decayed, too. */
function penaltySlope({ study }: Writer, index: number, w: Expression, { l1, l2 }: Settings): Expression {
  const { regularization } = study.trace.config;
  if (!hasPenaltyShare(study, index)) return number(0);
  const isWeight = addressOf(study.network, index).input !== null;
  return added([...(regularization.l1 > 0 && isWeight ? [f`${l1}*SIGN(${w})`] : []), ...(regularization.l2 > 0 ? [f`${l2}*${w}`] : [])]);
}
