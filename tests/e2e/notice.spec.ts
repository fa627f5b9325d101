/** What the page is made of is said in a file of the built site, with every licence, and the page leads there. */
import { readFileSync } from 'node:fs';
import { expect, test } from './playground.ts';

test('the third-party notice names everything shipped, with its licence, and is a link away', async ({ playground: { page }, request }) => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> };
  await page.keyboard.press('?');
  const link = page.getByRole('dialog', { name: 'Keys' }).getByRole('link', { name: 'What it is made of, and the licences' });
  const address = new URL((await link.getAttribute('href')) ?? '', page.url());
  const answer = await request.get(address.href);
  expect(answer.headers()['content-type']).toContain('text/plain');
  const text = await answer.text();
  const [, list = '', ...licences] = text.split(/\n\n(?=@|={80})/);
  for (const [name, version] of Object.entries(dependencies)) {
    // Of d3 only what is used is in the build: parts with names of their own.
    if (name === 'd3') expect(list).toMatch(/^d3-[a-z]+ \S+ \(ISC\)$/m);
    else expect(list).toContain(`${name} ${version} (`);
  }
  expect(licences).toHaveLength(list.split('\n').length);
  for (const licence of licences) expect(licence).toMatch(/permission|license/i);
  expect(text).toContain('Reserved Font Names KaTeX_');
});
