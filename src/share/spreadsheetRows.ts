// symbol | how it follows | a column for each example
/** A sheet that is written from top to bottom, and the cells in which its quantities stand. */
import { addressKey, type Address } from '../explain/address.ts';
import { cellCalled, mathRuns, type Expression } from './spreadsheetExpression.ts';
import { cellName, type Cell, type CellStyle } from './spreadsheetFile.ts';

/** Columns of every row: its symbol, what it is or how it follows, and from here on its numbers. */
const NAME = 0;
const HOW = 1;
export const VALUES = 2;

/** A number that is given, or a formula with the number that it gives. */
type Entry = { readonly value: number; readonly formula?: Expression; readonly style?: CellStyle };

export type SheetRows = {
  readonly rows: readonly (readonly (Cell | undefined)[])[];
  line(style: 'title' | 'note' | 'section', text: string): void;
  /** The names of the columns from VALUES on, in markup. */
  heads(texts: readonly string[]): void;
  blank(): void;
  /** The cells that the next row's entries will have; with `fixed` such that stay the same in a copied formula. */
  next(symbols: readonly string[], fixed?: boolean): readonly Expression[];
  /**
   * One row: symbol in markup, what it is in words or how it follows, and its entries from VALUES on. Returns the entries' cells,
   * called by the symbol.
   */
  row(symbol: string, how: string | Expression, entries: readonly Entry[], fixed?: boolean): readonly Expression[];
};

/** @param columns as many as the sheet has */
export function createRows(columns: number): SheetRows {
  const rows: (Cell | undefined)[][] = [];
  const next = (symbols: readonly string[], fixed = false): readonly Expression[] => symbols.map((symbol, i) => cellCalled(cellName(rows.length, VALUES + i, fixed), symbol));
  return {
    rows,
    line(style, text) {
      // The rule under a section's name goes on over the columns.
      const rest = style === 'section' ? Array.from({ length: columns - 1 }, (): Cell => ({ kind: 'blank', style })) : [];
      rows.push([{ kind: 'text', text, style }, ...rest]);
    },
    heads(texts) {
      const cells = texts.map((text): Cell => ({ kind: 'text', text: /[_^∂]/.test(text) ? mathRuns(text) : text, style: 'head' }));
      rows.push([undefined, undefined, ...cells]);
    },
    blank() {
      rows.push([]);
    },
    next,
    row(symbol, how, entries, fixed = false) {
      const cells = next(entries.map(() => symbol), fixed);
      const row: (Cell | undefined)[] = [];
      row[NAME] = { kind: 'text', text: mathRuns(symbol), style: 'name' };
      row[HOW] = { kind: 'text', text: typeof how === 'string' ? how : how.text(), style: 'how' };
      entries.forEach(({ value, formula, style }, i) => {
        row[VALUES + i] = formula === undefined
          ? { kind: 'number', value, style: style ?? 'given' }
          : { kind: 'formula', formula: formula.formula, value, style: style ?? 'computed' };
      });
      rows.push(row);
      return cells;
    },
  };
}

/** Where quantities stand. */
export type Cells = {
  keep(address: Address, cell: Expression): void;
  /** RangeError where it has no cell yet: a formula reads only what stands above it. */
  of(address: Address): Expression;
};

/** @param behind asked for what has not been kept here */
export function createCells(behind?: Cells): Cells {
  const kept = new Map<string, Expression>();
  return {
    keep: (address, cell) => kept.set(addressKey(address), cell),
    of(address) {
      const cell = kept.get(addressKey(address)) ?? behind?.of(address);
      if (cell === undefined) throw new RangeError(`${addressKey(address)} has no cell yet`);
      return cell;
    },
  };
}
