import { writeFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Playground } from './playground.ts';

const PENGUINS = new URL('../../public/datasets/penguins.csv', import.meta.url).pathname;

async function openImport(playground: Playground) {
  await playground.button('Import CSV').click();
  const dialog = playground.page.getByRole('dialog', { name: 'Import CSV', exact: true });
  await expect(dialog.getByRole('textbox', { name: 'Paste CSV', exact: true })).toBeVisible();
  return dialog;
}

test('a file becomes data that train, and undo brings back what was', async ({ playground }) => {
  const { page } = playground;
  const before = await playground.combobox('Data set').inputValue();
  const dialog = await openImport(playground);
  await dialog.getByLabel('CSV file').setInputFiles(PENGUINS);
  await expect(dialog.getByText('9 rows left out: sex is missing (the first is row 10).')).toBeVisible();
  await expect(dialog.getByText('species is told apart: Adelie (146 of 152), Chinstrap (68) and Gentoo (119 of 124).')).toBeVisible();
  expect(await playground.combobox('Data set').inputValue(), 'nothing changes before it is taken').toBe(before);
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Use these data', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(playground.button('Play')).toBeFocused();
  await expect(playground.combobox('Data set').locator('option:checked')).toHaveText('penguins.csv');
  await playground.asFastAsItGoes();
  await playground.play();
  await expect.poll(() => playground.number('Validation accuracy')).toBeGreaterThan(95);
  await playground.pause();
  await playground.button('Undo').click();
  await expect.poll(() => playground.combobox('Data set').inputValue()).toBe(before);
});

test('a pasted table is read as it is written, changed and taken as values', async ({ playground }) => {
  const dialog = await openImport(playground);
  const rows = Array.from({ length: 40 }, (_, row) => `${row},5;"${row % 2 === 0 ? 'rot; hell' : 'blau'}";${String(row * row).padStart(4, '0')},25`);
  await dialog.getByRole('textbox', { name: 'Paste CSV', exact: true }).fill(`\uFEFFLänge (cm);Farbe;Fläche\r\n${rows.join('\r\n')}\r\n`);
  await expect(dialog.getByText('pasted data: 40 rows of 3 columns.')).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: 'Cells parted by' })).toHaveValue(';');
  await expect(dialog.getByRole('combobox', { name: 'Decimal sign' })).toHaveValue('comma');
  await expect(dialog.getByText(/^Fläche is predicted: its values less their mean/)).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^Farbe/ }).uncheck();
  await expect(dialog.getByText('1 input: Länge.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Predict' }).selectOption({ label: 'Farbe' });
  await expect(dialog.getByText('Farbe is told apart: blau (20) and rot; hell (20).')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use these data', exact: true }).click();
  await expect(playground.combobox('Data set').locator('option:checked')).toHaveText('pasted data');
  await playground.button('Step').click();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
});

test('a table dropped on the page opens the import; what is in it never becomes markup', async ({ playground }) => {
  const { page } = playground;
  await page.evaluate(() => {
    const files = new DataTransfer();
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 2 === 0 ? '=1+1' : '<img src=x onerror=alert(1)>'}`);
    files.items.add(new File([`<b>size</b>,class\n${rows.join('\n')}`], 'bold <i>names</i>.csv', { type: 'text/csv' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
  });
  const dialog = page.getByRole('dialog', { name: 'Import CSV', exact: true });
  await expect(dialog.getByText('bold <i>names</i>.csv: 20 rows of 2 columns.')).toBeVisible();
  await expect(dialog.getByRole('columnheader', { name: '<b>size</b>' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Use these data', exact: true }).click();
  await expect(dialog).toBeHidden();
  await playground.button('Step').click();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(0);
  expect(await page.locator('img[src="x"], b:text("size")').count()).toBe(0);
});

test('a reload goes on with an imported table, however soon it comes and however slow the storage is', async ({ playground }) => {
  const { page } = playground;
  let delay = 0;
  await page.exposeFunction('storageDelay', () => delay);
  // Every answer of IndexedDB comes so much later.
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess')!;
    Object.defineProperty(IDBRequest.prototype, 'onsuccess', {
      ...own,
      set(this: IDBRequest, listen: (event: Event) => void) {
        const answerLate = async (event: Event): Promise<void> => {
          const ms = await (globalThis as unknown as { storageDelay: () => Promise<number> }).storageDelay();
          setTimeout(() => { listen.call(this, event); }, ms);
        };
        own.set!.call(this, (event: Event) => { void answerLate(event); });
      },
    });
  });
  const chosen = playground.combobox('Data set').locator('option:checked');
  for (const [name, wait, slowness] of [['soon.csv', 0, 0], ['later.csv', 1500, 0], ['slow.csv', 600, 2500]] as const) {
    delay = 0;
    const dialog = await openImport(playground);
    await dialog.getByRole('textbox', { name: 'Paste CSV', exact: true }).fill('');
    await dialog.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`a,b,kind\n${Array.from({ length: 4000 }, (_, row) => `${Math.sin(row)},${row % 19},k${row % 3}`).join('\n')}\n`) });
    await dialog.getByRole('button', { name: 'Use these data', exact: true }).click();
    await expect(chosen).toHaveText(name);
    if (wait > 0) {
      await playground.play();
      await page.waitForTimeout(wait);
    }
    delay = slowness;
    await page.reload();
    if (slowness > 0) await expect(page.getByText('Waiting for what this browser keeps of the last visit …')).toBeVisible();
    await expect(chosen).toHaveText(name, { timeout: 30_000 });
    await expect(page.getByRole('button', { name: wait > 0 ? 'Pause' : 'Play', exact: true })).toBeEnabled();
    if (wait > 0) await playground.pause();
  }
});

test('what cannot be read is said, and nothing changes', async ({ playground }) => {
  const dialog = await openImport(playground);
  await dialog.getByLabel('CSV file').setInputFiles({ name: 'book.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 and so on') });
  await expect(dialog.getByRole('alert')).toHaveText('This is a spreadsheet or a packed file, not a text. Save it as CSV first.');
  await expect(dialog.getByRole('button', { name: 'Use these data', exact: true })).toBeHidden();
  await playground.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(playground.button('Import CSV')).toBeFocused();
});

// Only Chromium tells of long tasks.
test('200,000 rows do not hold up the page', { tag: '@chromium' }, async ({ playground }, testInfo) => {
  const { page } = playground;
  const rows = Array.from({ length: 200_000 }, (_, row) => `${row},${(row * 37) % 1009},${row % 13 === 0 ? '' : row % 97},"${'abc'[row % 3]!}, x",${'abcd'[row % 4]!}`);
  // From the disk: bytes that the test hands over itself are unpacked by the page.
  const file = testInfo.outputPath('large.csv');
  await writeFile(file, `id,a,b,group,class\n${rows.join('\n')}\n`);
  const dialog = await openImport(playground);
  await page.evaluate(() => {
    const longest: number[] = [];
    Object.assign(globalThis, { longest });
    new PerformanceObserver((list) => { longest.push(...list.getEntries().map(({ duration }) => duration)); }).observe({ type: 'longtask' });
  });
  // Other work on the machine can hold up a page, too, but hardly each time.
  let fewest = Infinity;
  for (let trial = 0; trial < 4 && fewest > 0; trial += 1) {
    await page.evaluate(() => { (globalThis as unknown as { longest: number[] }).longest.length = 0; });
    await dialog.getByLabel('CSV file').setInputFiles(file);
    await expect(dialog.getByText(/^A sample of 10.000 of 184.615 rows, drawn with seed 1\.$/)).toBeVisible();
    await page.waitForTimeout(200);
    fewest = Math.min(fewest, await page.evaluate(() => (globalThis as unknown as { longest: number[] }).longest.length));
    if (trial === 0) await expect(dialog.getByText(/^15.385 rows left out: b is missing \(the first is row 2\)\.$/)).toBeVisible();
    await dialog.getByLabel('CSV file').setInputFiles(PENGUINS);
    await expect(dialog.getByText('Of 344 rows 333 are used, 11 are left out.')).toBeVisible();
  }
  expect(fewest, 'tasks of more than 50 ms').toBe(0);
  // Reading can be stopped.
  await dialog.getByLabel('CSV file').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Stop reading', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Stop reading', exact: true })).toBeHidden();
  await expect(dialog.getByRole('button', { name: 'Use these data', exact: true })).toBeHidden();
});
