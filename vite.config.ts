import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

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

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: true, assetsInlineLimit: 0 },
  test: {
    // A slow machine may take its time; nothing here is a test of speed.
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', setupFiles: ['tests/shelf.ts'], include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', 'tests/bench/**'] } },
      { extends: true, test: { name: 'dom', environment: 'happy-dom', setupFiles: ['tests/standardsMode.ts', 'tests/shelf.ts'], include: ['tests/**/*.dom.test.tsx'] } },
    ],
  },
});
