import { readFile } from 'node:fs/promises';
import { expect, test, type Playground } from './playground.ts';

/** Trains for a while, then opens the dialog. */
async function share(playground: Playground) {
  const { page } = playground;
  await playground.button('Play').click();
  await expect.poll(() => playground.number('Step count')).toBeGreaterThan(50);
  await playground.button('Pause').click();
  await playground.button('Share').click();
  const dialog = page.getByRole('dialog', { name: 'Share', exact: true });
  await expect(dialog.getByRole('textbox', { name: 'Link', exact: true })).toBeVisible();
  return dialog;
}

async function saved(playground: Playground, name: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([playground.page.waitForEvent('download'), playground.button(name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a link leads someone else to the same weights', async ({ playground, browser }) => {
  const { page } = playground;
  const dialog = await share(playground);
  const link = await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await dialog.getByRole('radiogroup', { name: 'The link' }).getByRole('radio', { name: 'without weights' }).check();
  const short = await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  expect(short.length).toBeLessThan(link.length);
  const code = dialog.getByRole('button', { name: 'QR code of the link' });
  const small = (await code.boundingBox())!.width;
  await code.click();
  await expect.poll(async () => (await code.boundingBox())!.width).toBeGreaterThan(2 * small);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await code.boundingBox())!.width).toBeLessThan(2 * small);
  await page.keyboard.press('Escape');
  await expect(playground.button('Share')).toBeFocused();
  const loss = await playground.settled('Training loss');
  const other = await browser.newPage();
  await other.goto(link);
  const there = other.getByRole('status', { name: 'Training loss', exact: true });
  await expect(there).toHaveText(loss);
  await expect(other.getByRole('status', { name: 'Step count', exact: true })).toHaveText('0');
  await other.close();
});

// Only Chromium lets a test read the clipboard.
test('copies the link', { tag: '@chromium' }, async ({ playground, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await share(playground);
  await dialog.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(dialog.getByText('Copied.')).toBeVisible();
  expect(await playground.page.evaluate(() => navigator.clipboard.readText())).toBe(await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue());
});

// The system’s Firefox does not report each of several downloads to a test.
test('every file comes, and a network comes back', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  const dialog = await share(playground);
  for (const [button, ending] of [
    ['Experiment (JSON)', 'experiment.json'], ['ONNX', 'onnx'], ['Curves (CSV)', 'curves.csv'], ['Run history (CSV)', 'history.csv'], ['Ledger (CSV)', 'ledger.csv'], ['Spreadsheet', 'xlsx'],
  ] as const) {
    const file = await saved(playground, button);
    expect(file.name).toMatch(new RegExp(`^nabla-two-spirals-step-\\d+\\.${ending}$`));
    expect(file.bytes.length).toBeGreaterThan(300);
  }
  const network = await saved(playground, 'Trained network (JSON)');
  await page.keyboard.press('Escape');
  const loss = await playground.settled('Training loss');
  await playground.chooseDataset(/moons/i);
  await playground.button('Share').click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: 'Open a file…' }).click()]);
  await chooser.setFiles({ name: network.name, mimeType: 'application/json', buffer: network.bytes });
  await expect(dialog).toBeHidden();
  await expect(playground.output('Training loss')).toHaveText(loss);
  await expect(page.getByText(/^The network of “.*” is open\.$/)).toBeVisible();
  await playground.button('Undo this').click();
  await expect(playground.combobox('Data set')).toHaveValue('moons');
});

// The system’s Firefox does not report each of several downloads to a test.
test('a program is shown, coloured, and downloaded whole', { tag: '@chromium' }, async ({ playground }) => {
  const dialog = await share(playground);
  for (const [name, sign] of [['PyTorch', 'import torch'], ['NumPy', 'import numpy as np'], ['TypeScript', 'const ']] as const) {
    await dialog.getByRole('button', { name, exact: true }).click();
    const program = dialog.getByRole('region', { name: `${name} program` });
    await expect(program).toContainText(sign);
    await expect(program.locator('.code-keyword').first()).toBeVisible();
    const file = await saved(playground, `Download ${name}`);
    expect(file.bytes.toString('utf8')).toContain((await program.textContent())?.slice(0, 2000));
  }
});

test('the first picture of a whole view has every word of its drawing, symbols too', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await share(playground);
  const whole = async (kind: string): Promise<string> => (await saved(playground, `Whole view (${kind})`)).bytes.toString('base64');
  let svg = '';
  // The rates tried from this moment may still be on their way into the lane.
  await expect(async () => {
    const before = svg;
    svg = await whole('SVG');
    expect(before === svg, 'the page rests').toBe(true);
  }).toPass({ intervals: [1000] });
  const png = await whole('PNG');
  // A drawing made after several turns, when the browser has the fonts, is what the file must have.
  const [different, inked] = await page.evaluate(async ([file, drawing]) => {
    const load = async (source: string): Promise<HTMLImageElement> => {
      const image = new Image();
      image.src = source;
      await image.decode();
      return image;
    };
    const picture = await load(`data:image/png;base64,${file}`);
    const { naturalWidth: width, naturalHeight: height } = picture;
    const pixels = async (image: HTMLImageElement, turns: number): Promise<Uint8ClampedArray> => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext('2d')!;
      for (let turn = 0; turn < turns; turn += 1) {
        context.clearRect(0, 0, width, height);
        context.drawImage(image, 0, 0, width, height);
        context.getImageData(0, 0, 1, 1);
        await new Promise((resolve) => { setTimeout(resolve, 200); });
      }
      return context.getImageData(0, 0, width, height).data;
    };
    const [first, last] = [await pixels(picture, 1), await pixels(await load(`data:image/svg+xml;base64,${drawing}`), 4)];
    let [unlike, dark] = [0, 0];
    for (let i = 0; i < last.length; i += 4) {
      if (last[i]! < 128) dark += 1;
      if (Math.abs(last[i]! - first[i]!) > 64) unlike += 1;
    }
    return [unlike, dark];
  }, [png, svg]);
  expect(different / inked).toBeLessThan(0.001);
});

// The system’s Firefox does not report each of several downloads to a test.
test('pictures come as they stand on the page, with words that stay words', { tag: '@chromium' }, async ({ playground }) => {
  const { page } = playground;
  await share(playground);
  const box = (await page.locator('.output-panel').boundingBox())!;
  const png = await saved(playground, 'Output (PNG)');
  expect(png.name).toBe('nabla-output.png');
  const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
  expect(width).toBeGreaterThanOrEqual(3 * box.width);
  expect(height).toBeGreaterThanOrEqual(3 * box.height);
  // The middle of the picture has the colours of the page, not of an empty sheet.
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [40, 40];
    canvas.getContext('2d')?.drawImage(image, 0, 0, 40, 40);
    const { data: pixels } = canvas.getContext('2d')!.getImageData(0, 0, 40, 40);
    return new Set(Array.from({ length: 1600 }, (_, i) => pixels.slice(4 * i, 4 * i + 3).join())).size;
  }, png.bytes.toString('base64'));
  expect(colours).toBeGreaterThan(100);
  const output = await saved(playground, 'Output (SVG)');
  expect(output.bytes.toString('utf8')).not.toContain('>confusion matrix<');
  const svg = await saved(playground, 'Network (SVG)');
  // Read within the page, whose policy knows nothing of the fonts' styles.
  const said = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { broken: root.querySelector('parsererror') !== null, words: Array.from(root.querySelectorAll('text'), (word) => word.textContent), images: root.querySelectorAll('image').length, scripts: root.querySelectorAll('script, [onload], [onclick]').length };
  }, svg.bytes.toString('utf8').replace(/<style>.*?<\/style>/s, ''));
  expect(said).toMatchObject({ broken: false, images: 1, scripts: 0 });
  expect(said.words).toContain('Hidden 1');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Path tree' })).toBeVisible();
  await playground.button('Share').click();
  expect((await saved(playground, 'Path tree (SVG)')).bytes.toString('utf8')).toContain('<path');
});

test('a file dropped on the page is opened, or said to be none', async ({ playground }) => {
  const { page } = playground;
  await playground.dropFile('broken.json', '{"format": "nabla-exper');
  await expect(page.getByText(/“broken\.json”: The file ends too early, in line 1 after letter 23.*The present experiment is kept\./)).toBeVisible();
  await playground.dropFile('mine.json', JSON.stringify({ format: 'nabla-experiment', version: 1, experiment: { data: { set: 'moons' }, learningRate: 1e9 } }));
  await expect(page.getByText(/^The experiment of “mine\.json” is open\. Learning rate/)).toBeVisible();
  await expect(playground.combobox('Data set')).toHaveValue('moons');
});

test('Back and Forward go through the views, and from one experiment to the other', async ({ playground }) => {
  const { page } = playground;
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await tab('Step').click();
  await expect(page).toHaveURL(/view=step/);
  await tab('Compare').click();
  await tab('Play').click();
  await playground.chooseDataset(/moons/i);
  await playground.goBack();
  await expect(playground.combobox('Data set')).toHaveValue('spiral');
  await playground.goForward();
  await expect(playground.combobox('Data set')).toHaveValue('moons');
  await playground.goBack();
  await playground.goBack();
  await expect(tab('Compare')).toHaveAttribute('aria-selected', 'true');
  await playground.goBack();
  await expect(tab('Step')).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/view=step/);
  await playground.goBack();
  await expect(tab('Play')).toHaveAttribute('aria-selected', 'true');
  await playground.goForward();
  await expect(tab('Step')).toHaveAttribute('aria-selected', 'true');
  // A hash typed by hand is followed as before.
  await page.evaluate(() => { location.hash = '#view=play&preset=workedNetwork'; });
  await expect(tab('Play')).toHaveAttribute('aria-selected', 'true');
  await expect(playground.combobox('Preset')).toHaveValue('workedNetwork');
  await playground.goBack();
  await expect(tab('Step')).toHaveAttribute('aria-selected', 'true');
});

test('opens from the list of commands, presenting, too', async ({ playground }) => {
  const { page } = playground;
  await playground.button('Present').click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type('share');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Link', exact: true })).toBeVisible();
  await page.getByRole('dialog', { name: 'Share', exact: true }).getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog', { name: 'Share', exact: true })).toBeHidden();
});
