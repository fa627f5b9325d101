/**
 * The service worker, built as sw.js (vite.offline.ts): keeps the built site and answers from it. A new version takes over as soon as
 * it is whole; pages that are open go on with the files of their own, and the next load is of the new one.
 */
import { createOffline, type Site } from './offlineCache.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build. */
declare const OFFLINE_SITE: Site;

const offline = createOffline(OFFLINE_SITE, {
  scope: self.registration.scope, caches: self.caches, fetch: (request) => fetch(request), locks: self.navigator.locks,
  isUpdating: () => self.registration.installing !== null || self.registration.waiting !== null,
});

self.addEventListener('install', (event) => { event.waitUntil(offline.keep().then(() => self.skipWaiting())); });

self.addEventListener('activate', (event) => { event.waitUntil(offline.tidy().then(() => self.clients.claim())); });

self.addEventListener('fetch', (event) => {
  const answer = offline.answer(event.request);
  if (answer !== null) event.respondWith(answer);
  // The page that went away has let go of its version by the next time.
  if (event.request.mode === 'navigate') event.waitUntil(offline.tidy());
});
