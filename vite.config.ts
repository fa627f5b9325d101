import react from '@vitejs/plugin-react';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';
import { thirdPartyNotice } from './vite.notice.ts';
import { offline } from './vite.offline.ts';

/** What the built page may load: itself, and nothing from anywhere else. */
const policy = [
  "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'",
  "font-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
].join('; ');

/** Puts the Content-Security-Policy into the built page only: the development server needs inline scripts and styles. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<meta charset="utf-8">', `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`),
    },
  };
}

type Graph = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

const ENTRY = new URL('src/app/main.tsx', import.meta.url).pathname;
const reached = new WeakMap<Graph, ReadonlySet<string>>();

/** Whatever the first page cannot do without is one file: forty that share parts with what comes later are 5 % more to fetch. */
function isFirst(id: string, graph: Graph): boolean {
  let first = reached.get(graph);
  if (first === undefined) {
    const found = new Set([ENTRY]);
    for (const each of found) for (const next of graph.getModuleInfo(each)?.importedIds ?? []) found.add(next);
    reached.set(graph, (first = found));
  }
  return first.has(id);
}

const notice = thirdPartyNotice();

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), notice.page(), offline()],
  worker: { format: 'es', plugins: () => [notice.worker()] },
  build: {
    target: 'es2022', sourcemap: true, assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What only a German page fetches is called so, as its dictionary is: the two languages have lessons of the same names.
        chunkFileNames: ({ facadeModuleId }) => `assets/${facadeModuleId?.includes('/lessons/de/') === true ? 'de-' : ''}[name]-[hash].js`,
        codeSplitting: { groups: [{ name: (id, graph) => (isFirst(id, graph) ? 'nabla' : null) }] },
      },
    },
  },
  test: {
    // A slow machine may take its time; nothing here is a test of speed.
    testTimeout: 30_000,
    // Every core: by default one is left idle, of two.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', setupFiles: ['tests/shelf.ts'], include: ['tests/**/*.test.ts'], exclude: ['**/node_modules/**', 'tests/e2e/**', 'tests/bench/**'] } },
      { extends: true, test: { name: 'dom', environment: 'happy-dom', setupFiles: ['tests/freshPage.ts', 'tests/shelf.ts'], include: ['tests/**/*.dom.test.tsx'] } },
    ],
  },
});
