/** Bundles src/engine, or what another file of this folder names, as `vite build` does for the page, and loads it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

export async function buildEngine(entry = './engine.ts') {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      target: 'es2022',
      minify: true,
      write: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'] },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'nabla-bench-'));
  const file = join(folder, 'engine.mjs');
  await writeFile(file, result[0].output[0].code);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
