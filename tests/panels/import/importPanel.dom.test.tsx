import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Table } from '../../../src/datasets/table.ts';
import { ImportPanel } from '../../../src/panels/import/ImportPanel.tsx';
import { forgetImport, offerCsvWorker, readSource } from '../../../src/store/csvImport.ts';
import type { WorkerLike } from '../../../src/worker/hearWorker.ts';
import { createCsvSession } from '../../../src/worker/csvSession.ts';
import type { CsvCommand, CsvEvent } from '../../../src/worker/csvWork.ts';

const TEXT = 'height (m),mass,group\n1.72,68,=1+1\n1.85,81,<b>x</b>\n1.6,,=1+1\n1.9,90,<b>x</b>\n1.7,70,=1+1\n1.5,about 50,=1+1\n1.8,75,<b>x</b>\n1.65,60,=1+1\n1.75,72,<b>x</b>\n';

function inProcess(): WorkerLike {
  const heard: ((event: MessageEvent<CsvEvent>) => void)[] = [];
  const session = createCsvSession({ post: (data) => { for (const listener of heard) listener({ data } as MessageEvent<CsvEvent>); }, now: () => 0 });
  return {
    postMessage: (command: unknown) => { void session.receive(command as CsvCommand); },
    addEventListener: (type: string, listener: never) => { if (type === 'message') heard.push(listener); },
    terminate: () => undefined,
  };
}

async function settle(): Promise<void> {
  await act(async () => { await new Promise((resolve) => { setTimeout(resolve, 5); }); });
}

async function show(text: string): Promise<{ readonly taken: Table[]; readonly container: HTMLElement }> {
  const taken: Table[] = [];
  const { container } = render(<ImportPanel onTake={(table) => { taken.push(table); }} onCancel={() => undefined} />);
  act(() => { readSource(text, 'people.csv'); });
  await settle();
  return { taken, container };
}

const plan = (): string => screen.getByRole('region', { name: 'What will be done' }).textContent;

beforeEach(() => { offerCsvWorker(inProcess); });

afterEach(() => {
  cleanup();
  forgetImport();
});

describe('the dialog of an import', () => {
  it('shows the first rows and says what will be done before anything is', async () => {
    const { taken, container } = await show(TEXT);
    expect(screen.getByRole('status').textContent).toBe('people.csv: 9 rows of 3 columns.');
    expect(within(screen.getByRole('table')).getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['row', 'height', 'mass', 'group']);
    expect(plan()).toContain('group is told apart: <b>x</b> (4) and =1+1 (3 of 5).');
    expect(plan()).toContain('1 row left out: mass is missing (row 4).');
    expect(plan()).toContain('1 row left out: mass is no number, such as “about 50” (row 7).');
    expect(container.querySelector('b')).toBeNull();
    expect(taken).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Use these data' }));
    expect(taken.map(({ name, columns, targets }) => [name, columns.map((column) => column.name), targets.length])).toEqual([['people.csv', ['height', 'mass'], 7]]);
  });

  it('predicts another column, as a value', async () => {
    await show(TEXT);
    fireEvent.change(screen.getByRole('combobox', { name: 'Predict' }), { target: { value: '1' } });
    await settle();
    expect(plan()).toContain('mass is predicted: its values less their mean 73.7, divided by their standard deviation 8.92.');
    expect(plan()).toContain('group becomes 1 input: 1 for =1+1, else 0.');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^mass/ }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'a class' }));
    await settle();
    expect(plan()).toContain('mass is told apart');
  });

  it('offers no table where there is none, and says why', async () => {
    await show(TEXT);
    for (const name of [/^height/, /^mass/]) fireEvent.click(screen.getByRole('checkbox', { name }));
    await settle();
    expect(plan()).toContain('Two columns are needed, one to predict and one or more to predict it from: choose an input besides group.');
    expect(screen.queryByRole('button', { name: 'Use these data' })).toBeNull();
  });

  it('reads what is typed after a pause, and what is long at once', async () => {
    vi.useFakeTimers();
    try {
      render(<ImportPanel onTake={() => undefined} onCancel={() => undefined} />);
      const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Paste CSV' });
      fireEvent.input(field, { target: { value: 'x,y\n1,2\n2,3\n' } });
      expect(screen.getByRole('status').textContent).toBe('');
      await act(() => vi.advanceTimersByTimeAsync(400));
      expect(screen.getByRole('status').textContent).toBe('pasted data: 2 rows of 2 columns.');
      expect(field.value).not.toBe('');
      fireEvent.input(field, { target: { value: `x,y\n${'1,2\n'.repeat(20_000)}` } });
      expect(field.value).toBe('');
      await act(() => vi.advanceTimersByTimeAsync(0));
      expect(screen.getByRole('status').textContent).toBe('pasted data: 20\u202f000 rows of 2 columns.');
    } finally {
      vi.useRealTimers();
    }
  });

  it('says what cannot be read', async () => {
    await show('  ');
    expect(screen.getByRole('alert').textContent).toBe('There is no text to read.');
    expect(screen.getByRole('button', { name: 'Cancel' })).not.toBeNull();
  });
});
