import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { learningRateAt } from '../../src/engine/schedules.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import { valueOf } from '../../src/explain/value.ts';
import { csvText } from '../../src/share/csv.ts';
import { historyCsv, type HistoryCurve } from '../../src/share/historyCsv.ts';
import { ledgerCsv } from '../../src/share/ledgerCsv.ts';
import { studyOf, workedConfig, workedStudy } from '../explain/studies.ts';
import { anyConfig } from '../explain/updates.ts';

/** Cells as RFC 4180 has them; with another sign between cells, as a spreadsheet of another country reads them. */
function read(text: string, between = ','): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') { cell += '"'; i += 1; } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === between || letter === '\n' || (letter === '\r' && text[i + 1] === '\n')) {
      rows.at(-1)!.push(cell);
      cell = '';
      if (letter !== between) rows.push([]);
      if (letter === '\r') i += 1;
    } else cell += letter;
  }
  return rows.slice(0, -1);
}

const isFormula = (cell: string): boolean => /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(cell);

describe('comma-separated values', () => {
  it('come back as they were', () => {
    const safe = fc.string({ unit: 'grapheme' }).filter((text) => !isFormula(text) && !/[;\t\r\n\v\f\u0085\u2028\u2029]/.test(text) && !/^["'\s]*[=+\-@]/.test(text));
    fc.assert(fc.property(fc.array(fc.tuple(safe, fc.double({ noDefaultInfinity: true, noNaN: true })), { minLength: 1 }), (rows) => {
      expect(read(csvText(rows)).map(([text, number]) => [text, Number(number)])).toEqual(rows.map(([text, number]) => [text, number === 0 ? 0 : number]));
    }), { numRuns: 500 });
    expect(csvText([['a', 'b, c', 'd "e"', null, undefined, NaN, Infinity, -1.5e-7]])).toBe('a,"b, c","d ""e""",,,,,-1.5e-7\r\n');
  });

  it('hold no formula, wherever it hides and whatever parts the cells', () => {
    const sign = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠');
    const before = fc.constantFrom('', ' ', '\t', '\r', '\n', 'a;', 'a\t', 'a\n', 'a;;', 'x; ', '"', '";', '\r\n', '\'', ';"');
    fc.assert(fc.property(fc.array(fc.tuple(before, sign, fc.string()), { minLength: 1 }), fc.constantFrom(',', ';', '\t'), (parts, between) => {
      const text = parts.map(([start, first, rest]) => start + first + rest).join('');
      for (const row of read(csvText([[text, 'b', text]]), between)) {
        for (const cell of row) if (isFormula(cell)) throw new Error(`${JSON.stringify(cell)} in ${JSON.stringify(csvText([[text, 'b', text]]))} parted by ${JSON.stringify(between)}`);
      }
    }), { numRuns: 3000 });
    expect(csvText([['=HYPERLINK("http://x")', '-2', -2]])).toBe('"\'=HYPERLINK(""http://x"")",\'-2,-2\r\n');
  });
});

describe('the ledger', () => {
  it('has a line for every parameter with the numbers of the page', () => {
    const rows = read(ledgerCsv(workedStudy()));
    expect(rows[0]).toEqual(['parameter', 'what it is', 'layer', 'neuron', 'input', 'value', 'gradient of the loss', 'gradient of the penalty', 'gradient given to the optimizer', 'change', 'new value']);
    expect(rows[1]!.slice(0, 7)).toEqual(['w111', 'Weight from x₁ to neuron 1', '1', '1', '1', '0.919', String(valueOf(workedStudy(), { kind: 'dataGradient', index: 0 }))]);
    expect(rows[5]!.slice(0, 6)).toEqual(['b1', 'Bias of neuron 1', '1', '1', '', '0.606']);
    expect(rows).toHaveLength(10);
  });

  it('has the optimizer\'s memory', () => {
    const study = studyOf({ ...workedConfig, optimizer: defaultOptimizer('adam') }, { steps: 2 });
    const rows = read(ledgerCsv(study));
    expect(rows[0]!.slice(9)).toEqual(['old first moment', 'new first moment', 'corrected first moment', 'old second moment', 'new second moment', 'corrected second moment', 'change', 'new value']);
    expect(Number(rows[3]![11])).toBe(valueOf(study, { kind: 'correctedSlot', slot: 0, index: 2 }));
    expect(Number(rows[3]!.at(-1))).toBe(study.trace.newTheta[2]);
  });

  it('has as many cells in every line, whatever the experiment', () => {
    for (const config of fc.sample(anyConfig, { seed: 2, numRuns: 60 })) {
      const study = studyOf(config, { steps: 1 });
      const rows = read(ledgerCsv(study));
      expect(rows).toHaveLength(study.network.parameterCount + 1);
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
      rows.slice(1).forEach((row, index) => expect(Number(row.at(-1))).toBe(study.trace.newTheta[index]));
    }
  });
});

describe('the history of a run', () => {
  const curve: HistoryCurve = {
    step: [0, 2, 4], epoch: [0, 1, 2], train: [1, 0.5, 0.25], trainMin: [1, 0.4, 0.2], trainMax: [1, 0.6, 0.3],
    validation: [2, NaN, 0.5], validationMin: [2, NaN, 0.4], validationMax: [2, NaN, 0.6], trainAccuracy: [0.5, 0.75, 1], validationAccuracy: [NaN, NaN, NaN],
  };
  const first = { ...defaultExperiment('circle'), learningRate: 0.5, schedule: { name: 'exponential', gamma: 0.5 } } as const;

  it('says losses, accuracies, the rate and every change in the order of the steps', () => {
    const events = [
      { step: 2, epoch: 1, label: 'η 0.5 → 0.1', experiment: { ...first, learningRate: 0.1 } },
      { step: 3, epoch: 1.5, label: '=w₁₁ by hand' }, { step: 9, epoch: 4.5, label: 'constant', experiment: { ...first, schedule: { name: 'constant' } } },
    ] as const;
    const rows = read(historyCsv([{ name: 'Run 1', firstExperiment: first, curve, events }]));
    expect(rows.slice(1)).toEqual([
      ['Run 1', '0', '0', '1', '1', '1', '2', '2', '2', '0.5', '', '0.5', ''],
      ['Run 1', '2', '1', '0.5', '0.4', '0.6', '', '', '', '0.75', '', String(learningRateAt(first.schedule, 0.5, 2)), ''],
      ['Run 1', '2', '1', '', '', '', '', '', '', '', '', String(learningRateAt(first.schedule, 0.1, 2)), 'η 0.5 → 0.1'],
      ['Run 1', '3', '1.5', '', '', '', '', '', '', '', '', String(learningRateAt(first.schedule, 0.1, 3)), '\'=w₁₁ by hand'],
      ['Run 1', '4', '2', '0.25', '0.2', '0.3', '0.5', '0.4', '0.6', '1', '', String(learningRateAt(first.schedule, 0.1, 4)), ''],
      ['Run 1', '9', '4.5', '', '', '', '', '', '', '', '', '0.5', 'constant'],
    ]);
  });

  it('of several runs names the run of each line', () => {
    const { trainAccuracy: _train, validationAccuracy: _validation, ...bare } = curve;
    const rows = read(historyCsv([{ name: 'a, b', firstExperiment: first, curve: bare, events: [] }, { name: '+c', firstExperiment: first, curve, events: [] }]));
    expect(rows.slice(1).map(([name]) => name)).toEqual(['a, b', 'a, b', 'a, b', '\'+c', '\'+c', '\'+c']);
    expect(rows[1]!.slice(9, 11)).toEqual(['', '']);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([13]));
  });
});
