// w, ∂L/∂w, ∂R/∂w, g, memory, Δw, w_new: a line for every parameter
import { addressOf } from '../engine/network.ts';
import { optimizers } from '../engine/optimizers.ts';
import type { Address } from '../explain/address.ts';
import type { Study } from '../explain/study.ts';
import { valueOf } from '../explain/value.ts';
import { readMath } from '../viz/mathText.ts';
import { csvText, type CsvCell } from './csv.ts';

type Column = { readonly title: string; readonly address: (index: number) => Address };

/** What one update does to each parameter, as comma-separated values with a header line; gradients are those of the whole mini-batch. */
export function ledgerCsv(study: Study): string {
  const { network, names, trace } = study;
  const slots = optimizers[trace.config.optimizer.name].slots;
  const corrects = trace.config.optimizer.name === 'adam' || trace.config.optimizer.name === 'adamw';
  const columns: readonly Column[] = [
    { title: 'value', address: (index) => ({ kind: 'parameter', index }) },
    { title: 'gradient of the loss', address: (index) => ({ kind: 'dataGradient', index }) },
    { title: 'gradient of the penalty', address: (index) => ({ kind: 'penaltyGradient', index }) },
    { title: 'gradient given to the optimizer', address: (index) => ({ kind: 'gradient', index }) },
    ...slots.flatMap(({ name }, slot): readonly Column[] => [
      { title: `old ${name}`, address: (index) => ({ kind: 'slot', slot, index }) },
      { title: `new ${name}`, address: (index) => ({ kind: 'newSlot', slot, index }) },
      ...(corrects ? [{ title: `corrected ${name}`, address: (index: number): Address => ({ kind: 'correctedSlot', slot, index }) }] : []),
    ]),
    { title: 'change', address: (index) => ({ kind: 'update', index }) },
    { title: 'new value', address: (index) => ({ kind: 'newParameter', index }) },
  ];
  const rows = Array.from({ length: network.parameterCount }, (_, index): readonly CsvCell[] => {
    const { layer, unit, input } = addressOf(network, index);
    const address: Address = { kind: 'parameter', index };
    const name = readMath(names.symbol(address).markup).map(({ text }) => text).join('');
    return [name, names.title(address), layer + 1, unit + 1, input === null ? null : input + 1, ...columns.map((column) => valueOf(study, column.address(index)))];
  });
  return csvText([['parameter', 'what it is', 'layer', 'neuron', 'input', ...columns.map(({ title }) => title)], ...rows]);
}
