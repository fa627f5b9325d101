import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowCountOf } from '../../src/datasets/table.ts';
import { createCsvSession, type CsvSession } from '../../src/worker/csvSession.ts';
import type { CsvEvent } from '../../src/worker/csvWork.ts';
import { contentSentence, leftOutSentence, planSentences } from '../../src/worker/csvWords.ts';

const penguins = readFileSync(new URL('../../public/datasets/penguins.csv', import.meta.url), 'utf8');

type Of<T extends CsvEvent['type']> = Extract<CsvEvent, { type: T }>;

function begin(): { readonly session: CsvSession; readonly events: CsvEvent[]; last<T extends CsvEvent['type']>(type: T): Of<T> } {
  const events: CsvEvent[] = [];
  let time = 0;
  const session = createCsvSession({ post: (event) => { events.push(event); }, now: () => { time += 20; return time; } });
  return {
    session, events,
    last: <T extends CsvEvent['type']>(type: T) => {
      const event = events.at(-1);
      if (event?.type !== type) throw new Error(`The last event is ${JSON.stringify(event)}, not ${type}.`);
      return event as Of<T>;
    },
  };
}

describe('the worker that reads a file', () => {
  it('reads, proposes, and makes the table that the sentences tell of', async () => {
    const { session, last } = begin();
    await session.receive({ type: 'read', id: 1, source: new Blob([penguins]), format: {} });
    const { facts, choices } = last('read');
    expect(facts).toMatchObject({ rows: 344, encoding: 'UTF-8', format: { delimiter: ',', decimal: 'point', hasHeader: true } });
    expect(facts.columns.map((column) => 'numbers' in column || 'texts' in column)).not.toContain(true);
    await session.receive({ type: 'make', id: 2, choices, name: 'penguins.csv' });
    const { id, outcome } = last('made');
    expect([id, rowCountOf(outcome.table!)]).toEqual([2, 333]);
    expect(planSentences(facts, choices, outcome)).toEqual([
      'species is told apart: Adelie (146 of 152), Chinstrap (68) and Gentoo (119 of 124).',
      '8 inputs from 6 columns: bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, island and sex.',
      'Numbers are standardised: less their mean, divided by their standard deviation.',
      'island becomes 3 inputs, one for each category: Biscoe, Dream and Torgersen.',
      'sex becomes 1 input: 1 for male, else 0.',
      'Of 344 rows 333 are used, 11 are left out.',
      '2 rows left out: bill_length_mm is missing (the first is row 5).',
      '9 rows left out: sex is missing (the first is row 10).',
      'Rows are numbered as in a spreadsheet, the row of names included.',
    ]);
    expect(contentSentence(facts.columns.find(({ name }) => name === 'species')!, 'category', facts.rows)).toBe('Adelie (152), Gentoo (124), Chinstrap (68)');
    expect(contentSentence(facts.columns[0]!, 'number', facts.rows)).toBe('32.1 to 59.6; 2 missing');
    expect(contentSentence(facts.columns[4]!, 'category', facts.rows)).toBe('Biscoe (168), Dream (124), Torgersen (52)');
  });

  it('reads what it has again in another format', async () => {
    const { session, last } = begin();
    await session.receive({ type: 'read', id: 1, source: 'a;b\n1,5;2\n2,5;3\n3,5;4\n4,5;7', format: {} });
    expect(last('read').facts.columns.map(({ most }) => most)).toEqual([4.5, 7]);
    await session.receive({ type: 'read', id: 2, source: null, format: { delimiter: ';', decimal: 'point', hasHeader: false } });
    expect(last('read').facts).toMatchObject({ rows: 5, format: { decimal: 'point', hasHeader: false } });
  });

  it('says of 200,000 rows how far it is, and draws a sample', async () => {
    const { session, events, last } = begin();
    const text = `x,y,group\n${Array.from({ length: 200_000 }, (_, row) => `${(row * 37) % 1009},${row % 13 === 0 ? '' : row % 97},${'abc'[row % 3]!}\n`).join('')}`;
    await session.receive({ type: 'read', id: 1, source: text, format: {} });
    const shares = events.flatMap((event) => (event.type === 'progressed' ? [event.share] : []));
    expect(shares.length).toBeGreaterThan(3);
    expect(shares.every((share, index) => share > (shares[index - 1] ?? 0) && share <= 1)).toBe(true);
    const { choices, facts } = last('read');
    await session.receive({ type: 'make', id: 2, choices, name: 'large' });
    const { outcome } = last('made');
    expect([facts.rows, outcome.complete, rowCountOf(outcome.table!)]).toEqual([200_000, 184_615, 10_000]);
    expect(outcome.table!.notes).toEqual(['A sample of 10\u202f000 of 184\u202f615 rows, drawn with seed 1.']);
    expect(outcome.leftOut).toEqual([{ reason: 'y is missing', count: 15_385, firstRow: 2 }]);
    expect(planSentences(facts, choices, outcome)).toContain('Of 200\u202f000 rows 184\u202f615 can be used, 15\u202f385 are left out.');
    expect(leftOutSentence(outcome.leftOut[0]!)).toBe('15\u202f385 rows left out: y is missing (the first is row 2).');
  });

  it('says what is wrong in a sentence, and goes on', async () => {
    const { session, last } = begin();
    await session.receive({ type: 'make', id: 1, choices: { columns: [], isStandardised: true, seed: 1 }, name: '' });
    expect(last('failed')).toEqual({ type: 'failed', id: 1, message: 'There is no text to read.' });
    await session.receive({ type: 'read', id: 2, source: new Blob([Uint8Array.of(1, 0, 2)]), format: {} });
    expect(last('failed').message).toBe('This is not a text file: it has zero bytes in it.');
    await session.receive({ type: 'read', id: 3, source: 'x,y\n1,2\n2,4', format: {} });
    const { choices, facts } = last('read');
    await session.receive({ type: 'make', id: 4, choices, name: 'few' });
    expect(last('made').outcome.refusal).toBe('Only 2 rows are complete; at least 4 are needed.');
    expect(planSentences(facts, choices, last('made').outcome)).toEqual([]);
  });

  it('says of numbers that are left as they are that they may be hard to train on, and of a value how it is scaled', async () => {
    const { session, last } = begin();
    await session.receive({ type: 'read', id: 1, source: 'id,mass (kg),y\n1,10,5\n2,20,4.5\n3,35,1\n4,40,0.5', format: {} });
    const { choices, facts } = last('read');
    await session.receive({ type: 'make', id: 2, choices, name: 'a' });
    expect(planSentences(facts, choices, last('made').outcome)).toEqual([
      'y is predicted: its values less their mean 2.75, divided by their standard deviation 2.02.',
      '1 input: mass.', 'Numbers are standardised: less their mean, divided by their standard deviation.', 'All 4 rows are used.', 'Not used: id (it counts the rows).',
    ]);
    await session.receive({ type: 'make', id: 3, choices: { ...choices, isStandardised: false }, name: 'a' });
    expect(planSentences(facts, choices, last('made').outcome).slice(0, 3)).toEqual([
      'y is predicted, as it stands.', '1 input: mass.', 'Numbers stay as they are: where they are large or far from 0, training is slow or diverges.',
    ]);
  });
});
