/**
 * Reads a JSON file and keeps book of every value in it: a number is either compared with one of ours or taken as an input;
 * texts, booleans and nulls are read. What nobody touched is reported, so no number of a reference file can go unchecked.
 */

export type Tolerance = { readonly rtol: number; readonly atol: number };

/** Numbers in any nesting of arrays, as the files have them. */
export type Numbers = number | readonly Numbers[] | Float64Array;

const NON_FINITE: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity };
const MOST_PROBLEMS = 20;

export class Ledger {
  readonly root: Entry;
  readonly problems: string[] = [];
  /** Largest error in units of its tolerance so far. */
  worst = 0;
  private readonly state = new Map<string, 'unread' | 'input' | 'compared'>();
  private readonly isNumber = new Set<string>();

  constructor(text: string) {
    const value: unknown = JSON.parse(text);
    this.register(value, '');
    this.root = new Entry(this, value, '');
  }

  private register(value: unknown, path: string): void {
    if (Array.isArray(value)) value.forEach((item, i) => this.register(item, `${path}[${i}]`));
    else if (isRecord(value)) for (const key of Object.keys(value)) this.register(value[key], `${path}.${key}`);
    else {
      this.state.set(path, 'unread');
      if (numberOf(value) !== null) this.isNumber.add(path);
    }
  }

  mark(path: string, how: 'input' | 'compared'): void {
    if (this.state.get(path) !== 'compared') this.state.set(path, how);
  }

  report(problem: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }

  /** Counts the numbers, and reports whatever has not been read. */
  close(): { readonly compared: number; readonly inputs: number } {
    let compared = 0;
    let inputs = 0;
    for (const [path, state] of this.state) {
      if (state === 'unread') this.report(`${path} was never read`);
      else if (this.isNumber.has(path)) {
        if (state === 'compared') compared++;
        else inputs++;
      }
    }
    return { compared, inputs };
  }
}

/** One place in a file. */
export class Entry {
  readonly path: string;
  private readonly ledger: Ledger;
  private readonly value: unknown;

  constructor(ledger: Ledger, value: unknown, path: string) {
    this.ledger = ledger;
    this.value = value;
    this.path = path;
  }

  has(key: string): boolean {
    return isRecord(this.value) && key in this.value;
  }

  keys(): string[] {
    if (!isRecord(this.value)) throw new TypeError(`${this.path} is not an object`);
    return Object.keys(this.value);
  }

  at(key: string): Entry {
    if (!isRecord(this.value) || !(key in this.value)) throw new TypeError(`${this.path}.${key} is missing`);
    return new Entry(this.ledger, this.value[key], `${this.path}.${key}`);
  }

  items(): Entry[] {
    if (!Array.isArray(this.value)) throw new TypeError(`${this.path} is not an array`);
    return this.value.map((item: unknown, i) => new Entry(this.ledger, item, `${this.path}[${i}]`));
  }

  isList(): boolean {
    return Array.isArray(this.value);
  }

  /** True for null, which is then read. */
  isNull(): boolean {
    if (this.value === null) this.ledger.mark(this.path, 'input');
    return this.value === null;
  }

  text(): string {
    if (typeof this.value !== 'string') throw new TypeError(`${this.path} is not a text`);
    this.ledger.mark(this.path, 'input');
    return this.value;
  }

  texts(): string[] {
    return this.items().map((item) => item.text());
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') throw new TypeError(`${this.path} is not true or false`);
    this.ledger.mark(this.path, 'input');
    return this.value;
  }

  /** The number, taken as an input. */
  number(): number {
    const number = numberOf(this.value);
    if (number === null) throw new TypeError(`${this.path} is not a number`);
    this.ledger.mark(this.path, 'input');
    return number;
  }

  numbers(): number[] {
    return this.items().map((item) => item.number());
  }

  /** Rows of numbers. */
  table(): number[][] {
    return this.items().map((item) => item.numbers());
  }

  /** All numbers beneath, in the order of the file. */
  flat(): number[] {
    return Array.isArray(this.value) ? this.items().flatMap((item) => item.flat()) : [this.number()];
  }

  /** |ours − reference| ≤ atol + rtol · |reference|, number by number; of non-finite numbers both must be of the same kind. */
  compare(ours: Numbers, tolerance: Tolerance): void {
    if (typeof ours === 'number') {
      const reference = this.number();
      this.ledger.mark(this.path, 'compared');
      const allowed = tolerance.atol + tolerance.rtol * Math.abs(reference);
      const error = Math.abs(ours - reference);
      if (Number.isFinite(reference) && error <= allowed) this.ledger.worst = Math.max(this.ledger.worst, allowed > 0 ? error / allowed : 0);
      else if (!Object.is(ours + 0, reference + 0)) this.ledger.report(`${this.path}: ${ours} instead of ${reference}, tolerance ${allowed}`);
      return;
    }
    const items = this.items();
    if (items.length !== ours.length) this.ledger.report(`${this.path}: ${ours.length} entries instead of ${items.length}`);
    items.forEach((item, i) => {
      const own = ours[i];
      if (own !== undefined) item.compare(own, tolerance);
    });
  }

  equal(ours: number): void {
    this.compare(ours, { rtol: 0, atol: 0 });
  }

  equalText(ours: string): void {
    this.expect(this.text() === ours, `"${String(this.value)}" instead of "${ours}"`);
  }

  /** All numbers beneath have gone into a check of their own, whose outcome `holds`. */
  expect(holds: boolean, otherwise: string): void {
    this.settle();
    if (!holds) this.ledger.report(`${this.path}: ${otherwise}`);
  }

  private settle(): void {
    if (Array.isArray(this.value)) for (const item of this.items()) item.settle();
    else if (isRecord(this.value)) for (const key of this.keys()) this.at(key).settle();
    else this.ledger.mark(this.path, 'compared');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value in NON_FINITE ? NON_FINITE[value]! : null;
}
