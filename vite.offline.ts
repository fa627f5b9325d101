/** Writes sw.js, the service worker, beside the built page: it knows every file of the build, and what its bytes must be. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';

/** For other programs, for developers and for browsers that read no woff2: the page works without. */
const NOT_KEPT = /\.(?:map|ttf|woff)$|^(?:sw\.js|screenshot\.png|experiment\.schema\.json)$/;

/** VITE_OFFLINE=off at the build: whoever has a service worker of this site is rid of it at the next visit. */
const RETIRED = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('nabla ' + registration.scope + ' ')) await caches.delete(name);
  await registration.unregister();
})()));
`;

export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    // By now everything stands in its folder, public/ included.
    async writeBundle({ dir = 'dist' }) {
      writeFileSync(join(dir, 'sw.js'), process.env['VITE_OFFLINE'] === 'off' ? RETIRED : await serviceWorker(dir));
    },
  };
}

async function serviceWorker(dir: string): Promise<string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NOT_KEPT.test(path))
    .toSorted()
    .map((path) => [path === 'index.html' ? '' : path, `sha256-${hashOf(readFileSync(join(dir, path))).toString('base64')}`] as const);
  const version = hashOf(JSON.stringify(files)).toString('hex').slice(0, 12);
  const built = await build({
    configFile: false, publicDir: false, logLevel: 'warn', define: { OFFLINE_SITE: JSON.stringify({ version, files }) },
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: join(import.meta.dirname, 'src/worker/offline.worker.ts'), output: { format: 'iife' } } },
  });
  const [script] = Array.isArray(built) ? built.flatMap(({ output }) => output) : 'output' in built ? built.output : [];
  if (script?.type !== 'chunk') throw new Error('The service worker was not built');
  return script.code;
}

function hashOf(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
