import { afterEach, describe, expect, it } from 'vitest';
import { changeChoices, changeColumn, csvImport, forgetImport, NOTHING_READ, offerCsvWorker, readAs, readSource, takeAllColumns } from '../../src/store/csvImport.ts';
import type { WorkerLike } from '../../src/worker/hearWorker.ts';
import { createCsvSession } from '../../src/worker/csvSession.ts';
import type { CsvCommand, CsvEvent } from '../../src/worker/csvWork.ts';

type FakeWorker = WorkerLike & { isEnded: boolean; readonly fail: () => void };
const workers: FakeWorker[] = [];
let pending: Promise<void>[] = [];

/** The worker's own session, a turn later; after its end it says nothing that is heard. */
function fakeWorker(): FakeWorker {
  const heard: ((event: MessageEvent<CsvEvent>) => void)[] = [];
  const failed: ((event: ErrorEvent) => void)[] = [];
  const session = createCsvSession({ post: (data) => { for (const listener of heard) listener({ data: structuredClone(data) } as MessageEvent<CsvEvent>); }, now: () => 0 });
  const worker = {
    isEnded: false,
    postMessage: (command: unknown) => { pending.push(Promise.resolve().then(() => session.receive(command as CsvCommand))); },
    addEventListener: (type: string, listener: never) => { (type === 'message' ? heard : failed).push(listener); },
    terminate: () => { worker.isEnded = true; },
    fail: () => { for (const listener of failed) listener({ preventDefault: () => undefined, message: '' } as ErrorEvent); },
  };
  workers.push(worker);
  return worker;
}

async function settle(): Promise<void> {
  while (pending.length > 0) {
    const now = pending;
    pending = [];
    await Promise.all(now);
  }
}

const TEXT = 'a;b;kind\n1,5;2;x\n2,5;3;y\n3,5;9;x\n4,5;7;y\n5,5;;x\n6,5;5;y\n';

afterEach(() => {
  forgetImport();
  workers.length = 0;
});

describe('the import', () => {
  it('reads, proposes and has the table ready', async () => {
    offerCsvWorker(fakeWorker);
    readSource(TEXT, 'my\nfile.csv');
    expect(csvImport.getState()).toMatchObject({ name: 'my file.csv', isReading: true, facts: null });
    await settle();
    const { isReading, facts, outcome, problem } = csvImport.getState();
    expect([isReading, problem, facts?.rows, outcome?.table?.name, outcome?.complete]).toEqual([false, '', 6, 'my file.csv', 5]);
  });

  it('makes another table of every choice; only the last answer counts', async () => {
    readSource(TEXT, 'a');
    await settle();
    changeColumn(1, { use: 'target' });
    changeColumn(1, { kind: 'number' });
    expect(csvImport.getState().choices?.columns.map(({ use }) => use)).toEqual(['input', 'target', 'input']);
    changeChoices({ isStandardised: false });
    await settle();
    expect(csvImport.getState().outcome?.table).toMatchObject({ task: 'regression', target: { name: 'b', mean: 0, deviation: 1 } });
    takeAllColumns(false);
    await settle();
    expect(csvImport.getState().outcome).toMatchObject({ table: null, refusal: 'Two columns are needed, one to predict and one or more to predict it from: choose an input besides b.' });
    takeAllColumns(true);
    await settle();
    expect(csvImport.getState().outcome?.table?.columns).toHaveLength(2);
  });

  it('reads the same text as is said', async () => {
    readSource(TEXT, 'a');
    await settle();
    readAs({ decimal: 'point' });
    await settle();
    expect(csvImport.getState().facts).toMatchObject({ format: { decimal: 'point', delimiter: ';', hasHeader: true } });
    readAs({ delimiter: '|' });
    await settle();
    expect(csvImport.getState().facts?.columns).toHaveLength(1);
    expect(workers).toHaveLength(1);
  });

  it('ends the worker to stop, and hears nothing of it any more', async () => {
    readSource(TEXT, 'a');
    forgetImport();
    await settle();
    expect(csvImport.getState()).toEqual(NOTHING_READ);
    expect(workers[0]!.isEnded).toBe(true);
    readSource('x,y\n1,2', 'b');
    readSource(TEXT, 'c');
    await settle();
    expect(csvImport.getState()).toMatchObject({ name: 'c', facts: { rows: 6 } });
  });

  it('says what cannot be read, and that reading stopped', async () => {
    readSource('  ', 'a');
    await settle();
    expect(csvImport.getState()).toMatchObject({ isReading: false, problem: 'There is no text to read.', facts: null });
    readSource(TEXT, 'b');
    workers.at(-1)!.fail();
    await settle();
    expect(csvImport.getState()).toMatchObject({ name: 'b', isReading: false, facts: null });
    expect(csvImport.getState().problem).toContain('reading stopped');
  });
});
