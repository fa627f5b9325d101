/** Writes THIRD-PARTY.txt beside the built page: every package of which something is in the build, with the text of its licence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Licences under which the page may be given on as it is; a package with another one, or with none, stops the build. */
const ALLOWED: ReadonlySet<string> = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'OFL-1.1']);

/** What a package's licence file does not say and its files do: here, the name tables of the fonts. */
const BESIDE: Readonly<Record<string, string>> = {
  katex: `The fonts KaTeX_*: Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>), Copyright (c) 2014-2018 Khan Academy
(<www.khanacademy.org>), with Reserved Font Names KaTeX_*. This Font Software is licensed under the SIL Open Font License, Version
1.1, whose text stands under @fontsource/ibm-plex-sans and at http://scripts.sil.org/OFL.`,
};

type Notice = {
  /** Notes what the page is built of, and writes the file. */
  page(): Plugin;
  /** Notes what the workers are built of, which comes first. */
  worker(): Plugin;
};

export function thirdPartyNotice(): Notice {
  const folders = new Set<string>();
  const note = (file: string): void => {
    const folder = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];
    if (folder !== undefined) folders.add(folder);
  };
  const noted = (name: string): Plugin => ({
    name,
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'asset') part.originalFileNames.forEach((file) => { note(join(import.meta.dirname, file)); });
        else for (const [id, { renderedLength }] of Object.entries(part.modules)) if (renderedLength > 0) note(id);
      }
      // Of a stylesheet nothing is left in the chunk that asked for it.
      for (const id of this.getModuleIds()) if (id.endsWith('.css')) note(id);
      if (name === 'third-party-notice') this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: noticeOf([...folders]) });
    },
  });
  return { page: () => noted('third-party-notice'), worker: () => noted('third-party-notice-of-workers') };
}

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

function noticeOf(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license = 'none' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
    if (!ALLOWED.has(license) || file === undefined) throw new Error(`The licence of ${name} cannot be given on: ${license}, ${file ?? 'no text'}`);
    return { name, title: `${name} ${version} (${license})`, text: [readFileSync(join(folder, file), 'utf8').trim(), BESIDE[name] ?? ''].join('\n\n').trim() };
  }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [
    'Nabla is made of the following works of others, each under the licence below its name.',
    parts.map(({ title }) => title).join('\n'),
    ...parts.map(({ title, text }) => `${'='.repeat(80)}\n${title}\n\n${text}`),
  ].join('\n\n').concat('\n');
}
