import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { activationNames } from '../../src/engine/activations.ts';
import { lossNames } from '../../src/engine/losses.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import type { TrainerConfig } from '../../src/engine/trainer.ts';
import { addressKey } from '../../src/explain/address.ts';
import { valueOf } from '../../src/explain/value.ts';
import type { Study } from '../../src/explain/study.ts';
import { stepSheet, stepSpreadsheet, whyNoSpreadsheet } from '../../src/share/spreadsheet.ts';
import { cellName, spreadsheetFile, xmlText, type Cell, type Sheet } from '../../src/share/spreadsheetFile.ts';
import { everyAddress, studyOf, workedConfig, workedStudy } from '../explain/studies.ts';
import { anyConfig, dataFor, everyOptimizer, everyReduction, everySchedule, outputsFor } from '../explain/updates.ts';
import { libreOffice, recalculated } from './programs.ts';

const office = libreOffice();

const cellsOf = (sheet: Sheet): readonly { readonly name: string; readonly row: number; readonly column: number; readonly cell: Cell }[] =>
  sheet.rows.flatMap((cells, row) => cells.flatMap((cell, column) => (cell === undefined ? [] : [{ name: cellName(row, column), row, column, cell }])));

const textOf = (cell: Cell | undefined): string => (cell?.kind !== 'text' ? '' : typeof cell.text === 'string' ? cell.text : cell.text.map(({ text }) => text).join(''));

/** The file without the numbers that its formulas gave, so that whoever reads it has to calculate. */
function withoutResults(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file);
  const path = 'xl/worksheets/sheet1.xml';
  parts[path] = strToU8(strFromU8(parts[path]!).replace(/<\/f><v>[^<]*<\/v>/g, '</f>'));
  return zipSync(parts);
}

/** Every activation, loss, reduction, optimizer, schedule and penalty at least once, in random company. */
function experiments(): readonly TrainerConfig[] {
  const samples = fc.sample(anyConfig, { seed: 5, numRuns: 15 });
  const hidden = (index: number): TrainerConfig['network']['layers'][number] => ({ units: 2, activation: activationNames[index % activationNames.length]! });
  // Each loss with three outputs, so that every activation has its turn; the cross-entropies with all of theirs.
  const ofLosses = lossNames.flatMap((name, i) => [0, 1, 2].map((k): TrainerConfig => {
    const outputs = outputsFor(name);
    return {
      ...workedConfig, network: { inputs: 2, layers: [hidden(i + k), { units: 1 + ((i + k) % 3), activation: outputs[(3 * i + k) % outputs.length]! }] },
      loss: { name, reduction: everyReduction[k]!, huberDelta: 0.7 }, batchSize: 1 + (k % 4),
    };
  }));
  const ofOptimizers = everyOptimizer.flatMap((name, i) => [{}, { clipNorm: 0.1 }, { l1: 0.02, l2: 0.3, clipNorm: 0.2 }, { l1: 0.2 }].map((regularization, k): TrainerConfig => ({
    ...workedConfig, optimizer: name === 'adagrad' && k === 1 ? { name, epsilon: 1e-6, decay: 0.1 } : defaultOptimizer(name),
    schedule: everySchedule[(i + k) % everySchedule.length]!, regularization: { ...workedConfig.regularization, ...regularization }, batchSize: 1 + 2 * (k % 2),
  })));
  const ofSchedules = [...everySchedule,
    { name: 'cosine_restarts', period: 2, growth: 2, minimum: 0.01 }, { name: 'multi_step', milestones: [1, 2, 900], gamma: 0.3 }, { name: 'multi_step', milestones: [], gamma: 0.3 },
    { name: 'step', stepSize: 2, gamma: 0.5 }, { name: 'warmup_cosine', warmup: 2, length: 9 }, { name: 'one_cycle', length: 8, form: 'linear', threePhases: true, momentum: { low: 0.7, high: 0.9 } },
    { name: 'one_cycle', length: 4, rise: 0.5 }, { name: 'one_cycle', length: 3 },
  ] as const;
  return [...samples, ...ofLosses, ...ofOptimizers, ...ofSchedules.map((schedule, i): TrainerConfig => ({ ...workedConfig, schedule, optimizer: defaultOptimizer(everyOptimizer[i % everyOptimizer.length]!) }))];
}

const studyOfConfig = (config: TrainerConfig, index: number): Study => studyOf(config, { set: dataFor(config, 12, index + 1), steps: index % 6, naming: index % 2 === 0 ? 'layers' : 'neurons' });

/** Whether a number agrees to 9 digits, or to 12 of the largest number it was made of: LibreOffice rounds a difference of near numbers. */
const isNear = (actual: number, wanted: number, largest = 0.1): boolean => Math.abs(actual - wanted) <= 1e-9 * Math.abs(wanted) + 1e-12 * largest;

const largestOf = (row: readonly (Cell | undefined)[]): number =>
  Math.max(0.1, ...row.map((cell) => (cell?.kind === 'number' || cell?.kind === 'formula' ? Math.abs(cell.value) : 0)).filter(Number.isFinite));

describe.skipIf(office === null)('the spreadsheet, recalculated by LibreOffice', () => {
  const studies = experiments().map(studyOfConfig);

  it('gives the engine\'s numbers in every cell, whatever the experiment', () => {
    const sheets = studies.map(stepSheet);
    const results = recalculated(office!, studies.map((study) => withoutResults(stepSpreadsheet(study))));
    let compared = 0;
    const wrong: string[] = [];
    sheets.forEach((sheet, i) => {
      for (const { name, row, column, cell } of cellsOf(sheet)) {
        if (cell.kind !== 'formula' && cell.kind !== 'number') continue;
        const text = results[i]![row]?.[column] ?? '';
        if (cell.kind === 'formula') compared += 1;
        if (/^-?\d/.test(text) && isNear(Number(text), cell.value, largestOf(sheet.rows[row]!))) continue;
        wrong.push(`${name}, ${textOf(sheet.rows[row]![0])} = ${textOf(sheet.rows[row]![1])}: ${text} instead of ${cell.value} in ${JSON.stringify(studies[i]!.trace.config)}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  }, 240_000);

  it('follows when a given number is changed', () => {
    // η, w₁₁₁ and x₁ of the worked network by hand; the engine makes the step with the same numbers.
    const changed = { eta: 0.25, w: 0.3, x: -0.6 };
    const path = 'xl/worksheets/sheet1.xml';
    const parts = unzipSync(withoutResults(stepSpreadsheet(workedStudy())));
    let xml = strFromU8(parts[path]!);
    for (const [old, next] of [[0.5, changed.eta], [0.919, changed.w], [0.8, changed.x]] as const) {
      expect(xml.split(`<v>${old}</v></c>`).length, `${old} is given once`).toBe(2);
      xml = xml.replace(`<v>${old}</v></c>`, `<v>${next}</v></c>`);
    }
    parts[path] = strToU8(xml);
    const [cells] = recalculated(office!, [zipSync(parts)]);
    const study = workedStudy({ learningRate: changed.eta }, { set: { count: 1, inputs: Float64Array.of(changed.x, -0.4), targets: Float64Array.of(1) }, parameters: [changed.w, -0.606, -0.701, -1.01, 0.606, -0.0767, -0.437, -0.0384, 0.137] });
    for (const { name, row, column, cell } of cellsOf(stepSheet(study))) {
      if (cell.kind === 'formula') expect(isNear(Number(cells![row]![column]), cell.value), name).toBe(true);
    }
  }, 60_000);
});

describe('the spreadsheet of a step', () => {
  const worked = workedStudy();
  const sheet = stepSheet(worked);
  const rowCalled = (symbol: string): readonly (Cell | undefined)[] => sheet.rows.find((row) => textOf(row[0]) === symbol) ?? [];

  it('is tested with every activation, loss, reduction, optimizer and schedule', () => {
    const configs = experiments();
    const layers = configs.flatMap(({ network }) => network.layers);
    expect(new Set(layers.map(({ activation }) => activation))).toEqual(new Set([...activationNames, 'softmax']));
    expect(new Set(configs.map(({ loss }) => loss.name))).toEqual(new Set(lossNames));
    expect(new Set(configs.map(({ loss }) => loss.reduction))).toEqual(new Set(everyReduction));
    expect(new Set(configs.map(({ optimizer }) => optimizer.name))).toEqual(new Set(everyOptimizer));
    expect(new Set(configs.map(({ schedule }) => schedule.name))).toEqual(new Set(everySchedule.map(({ name }) => name)));
  });

  it('reads like an exercise done by hand', () => {
    expect(sheet.rows.filter((row) => row[0]?.style === 'section').map((row) => textOf(row[0]).split(':')[0])).toEqual(
      ['Given', 'Given', 'Given', 'Forward', 'Loss', 'Backward', 'Update', 'Once more with the new weights']);
    expect(textOf(rowCalled('z1')[1])).toBe('w111·x1 + w121·x2 + b1');
    expect(textOf(rowCalled('f1')[1])).toBe('tanh(z1)');
    expect(textOf(rowCalled('L')[1])).toBe('(ŷ − y)2/2');
    expect(textOf(rowCalled('∂L/∂ŷ')[1])).toBe('ŷ − y');
    expect(textOf(rowCalled('∂L/∂z3')[1])).toBe('∂L/∂ŷ·(1 − ŷ2)');
    expect(textOf(rowCalled('∂L/∂w111')[1])).toBe('∂L/∂z1·x1');
    expect(textOf(sheet.rows.findLast((row) => textOf(row[0]) === 'w111')?.[1])).toBe('w111 − η·∂L/∂w111');
    expect(rowCalled('z1')[2]).toEqual({ kind: 'formula', formula: '$C$10*C23+$C$11*C24+$C$14', value: valueOf(worked, { kind: 'z', example: 0, layer: 0, unit: 0 }), style: 'computed' });
    expect(textOf(rowCalled('Lnew')[1])).toBe('(ŷnew − y)2/2');
  });

  it('says once what the columns of the update hold', () => {
    const { rows } = stepSheet(workedStudy({ optimizer: defaultOptimizer('adam'), regularization: { l1: 0, l2: 0.1, clipNorm: 0 } }));
    const told = rows.flatMap((row) => (row.length === 2 && row[1]?.style === 'how' ? [`${textOf(row[0])} = ${textOf(row[1])}`] : []));
    expect(told).toEqual(['g = ∂L/∂w + ∂R/∂w', 'mnew = β1·m + (1 − β1)·g', 'vnew = β2·v + (1 − β2)·g2', 'm̂ = mnew/(1 − β1t)', 'v̂ = vnew/(1 − β2t)']);
  });

  it('names the example of each column, and tells a mean from a sum', () => {
    const set = dataFor(workedConfig, 5, 4);
    const mean = stepSheet(workedStudy({ batchSize: 3 }, { set, parameters: [] }));
    const heads = mean.rows.filter((row) => row[2]?.style === 'head' && textOf(row[2]).startsWith('example '));
    expect(heads).toHaveLength(4);
    for (const head of heads) expect(head.slice(2).map(textOf)).toEqual(heads[0]!.slice(2).map(textOf));
    const lossOf = (of: Sheet): string => of.rows.filter((row) => textOf(row[0]) === 'L').map((row) => (row[2]?.kind === 'formula' ? row[2].formula.replace(/\d+/g, '#') : '')).join();
    expect(lossOf(mean)).toBe('AVERAGE(C#:E#)');
    expect(lossOf(stepSheet(workedStudy({ batchSize: 3, loss: { name: 'squared', reduction: 'sum', huberDelta: 1 } }, { set, parameters: [] })))).toBe('SUM(C#:E#)');
  });

  it('is the same for a batch larger than a study remembers', () => {
    const study = workedStudy({ batchSize: 40 }, { set: dataFor(workedConfig, 40), parameters: [] });
    const large = stepSheet(study);
    const row = large.rows.find((cells) => textOf(cells[0]) === '∂L/∂w111')!;
    expect(row.slice(2).map((cell) => (cell?.kind === 'formula' ? cell.value : NaN))).toEqual(Array.from({ length: 40 }, (_, example) => valueOf(study, { kind: 'exampleGradient', example, index: 0 })));
  });

  it('has only what is given as plain numbers, and formulas that read cells above', () => {
    for (const study of experiments().slice(0, 30).map(studyOfConfig)) {
      const cells = cellsOf(stepSheet(study));
      const at = new Map(cells.map(({ name, cell, row, column }) => [name, { cell, row, column }]));
      for (const { name, row, column, cell } of cells) {
        if (cell.kind === 'number') expect(['setting', 'given'], name).toContain(cell.style);
        if (cell.kind !== 'formula') continue;
        expect(cell.style).not.toBe('given');
        const read = Array.from(cell.formula.replaceAll('$', '').matchAll(/[A-Z]+\d+/g), ([reference]) => reference);
        const isAbove = (reference: string): boolean => {
          const found = at.get(reference);
          return (found?.cell.kind === 'number' || found?.cell.kind === 'formula') && (found.row < row || (found.row === row && found.column !== column));
        };
        expect(read.filter((reference) => !isAbove(reference)), `${name} = ${cell.formula}`).toEqual([]);
      }
    }
  });

  it('has a cell for every number that the page explains', () => {
    const study = studyOfConfig({ ...workedConfig, optimizer: defaultOptimizer('adam'), regularization: { l1: 0.01, l2: 0.1, clipNorm: 0.05 }, batchSize: 2 }, 2);
    const values = new Set(cellsOf(stepSheet(study)).map(({ cell }) => (cell.kind === 'formula' || cell.kind === 'number' ? cell.value : NaN)));
    const kinds = new Set(['input', 'target', 'parameter', 'learningRate', 'z', 'a', 'exampleLoss', 'batchLoss', 'penalty', 'objective', 'dLda', 'delta', 'exampleGradient', 'dataGradient', 'penaltyGradient', 'gradientNorm', 'gradient', 'slot', 'newSlot', 'correctedSlot', 'update', 'newParameter']);
    for (const address of everyAddress(study)) {
      if (kinds.has(address.kind)) expect(values.has(valueOf(study, address)), addressKey(address)).toBe(true);
    }
  });

  it('stores with each formula the number that the page shows', () => {
    expect(rowCalled('ŷ')[2]).toMatchObject({ kind: 'formula', value: valueOf(worked, { kind: 'a', example: 0, layer: 1, unit: 0 }) });
    expect(strFromU8(unzipSync(stepSpreadsheet(worked))['xl/worksheets/sheet1.xml']!)).toContain(`<v>${worked.trace.newTheta[0]}</v>`);
  });

  it('is the same file every time, and asks to be calculated when it is opened', () => {
    expect(stepSpreadsheet(worked)).toEqual(stepSpreadsheet(workedStudy()));
    const parts = unzipSync(stepSpreadsheet(worked));
    expect(strFromU8(parts['xl/workbook.xml']!)).toContain('fullCalcOnLoad="1"');
    expect(Object.keys(parts)).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml']);
  });

  it('is not written where it would be too large, and says why', () => {
    const config: TrainerConfig = { ...workedConfig, network: { inputs: 2, layers: [{ units: 64, activation: 'tanh' }, { units: 64, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } };
    const large = studyOf(config, { set: dataFor(config, 20) });
    expect(whyNoSpreadsheet(large)).toMatch(/^A spreadsheet of this step would have about [\d\u202f]+ cells; up to 40\u202f000 are written\. A smaller network or a smaller mini-batch fits\.$/);
    expect(() => stepSpreadsheet(large)).toThrow(RangeError);
    expect(whyNoSpreadsheet(worked)).toBeNull();
  });

  it('of a step that would not be finite has no pass after it', () => {
    const study = workedStudy({ learningRate: 1e300, loss: { name: 'squared', reduction: 'mean', huberDelta: 1 }, network: { inputs: 2, layers: [{ units: 2, activation: 'linear' }, { units: 1, activation: 'linear' }] } }, { parameters: [1e100, 1e100, 1e100, 1e100, 0, 0, 1e100, 1e100, 0] });
    expect(study.trace.finite).toBe(false);
    const { rows } = stepSheet(study);
    expect(rows.some((row) => textOf(row[0]).startsWith('Once more'))).toBe(false);
    expect(strFromU8(unzipSync(stepSpreadsheet(study))['xl/worksheets/sheet1.xml']!)).not.toMatch(/NaN|Infinity/);
  });
});

describe('text in a spreadsheet', () => {
  const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '=HYPERLINK("http://x","y")', '\t=1', '\r=1', '=cmd|\' /C calc\'!A0', '"><script>&lt;', 'a\u0000b\uFFFE\uD800c', '<f>1+1</f>'];
  const sheet: Sheet = { name: 'A & "B" <c>', rows: hostile.map((text) => [{ kind: 'text', text, style: 'how' }, { kind: 'text', text: [{ text, italic: true }], style: 'name' }]), widths: [40, 40], frozenColumns: 0 };

  it('is never a formula and never breaks the file', () => {
    const xml = strFromU8(unzipSync(spreadsheetFile(sheet))['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toContain('<f>');
    expect(xml.match(/t="inlineStr"/g)).toHaveLength(2 * hostile.length);
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\uFFFE\uD800-\uDFFF]/);
    expect(xmlText('a<b>&"c"\u0001')).toBe('a&lt;b&gt;&amp;&quot;c&quot;');
    expect(xmlText('😀\uD800')).toBe('😀');
    // Every style of a text is marked as such, so that editing the cell does not make it a formula either.
    const styles = strFromU8(unzipSync(spreadsheetFile(sheet))['xl/styles.xml']!);
    expect(styles.match(/quotePrefix="1"/g)).toHaveLength(6);
  });

  it.skipIf(office === null)('comes back from LibreOffice as it was written', () => {
    const [cells] = recalculated(office!, [spreadsheetFile({ ...sheet, rows: sheet.rows.slice(0, 5) })]);
    expect(cells!.map((row) => row[0])).toEqual(hostile.slice(0, 5));
  }, 60_000);
});
