/** The built page keeps itself for use without a network (worker/offline.worker.ts), and says when a newer version is ready. */
import { nabla } from '../store/nabla.ts';
import { cachePrefix, PAGE_LOCK } from '../worker/offlineCache.ts';
import { whenIdle } from './whenIdle.ts';
import { say } from '../words/say.ts';

const SCRIPT = 'sw.js';
/** A tab that is open for days asks for a newer version when it is looked at, but not more often than this. */
const ASK_AGAIN_MS = 3_600_000;
/** The first training goes before keeping the site. */
const LATEST_START_MS = 5000;

/**
 * Where it cannot be had (no secure context, blocked, within another page) there is none, and nothing is said: the page works as well
 * with a network.
 * @param entry address of the script that the page was begun with
 */
export function keepForOffline(entry: string): void {
  if (!import.meta.env.PROD || import.meta.env['VITE_OFFLINE'] === 'off' || window.parent !== window || !window.isSecureContext) return;
  if (!('serviceWorker' in navigator) || !('locks' in navigator)) return;
  holdVersion(entry).catch(() => {});
  whenIdle(() => { keep().catch(() => {}); }, LATEST_START_MS);
}

/** As long as this page lives the service worker keeps the files of its version. */
async function holdVersion(entry: string): Promise<void> {
  await navigator.locks.request(`${PAGE_LOCK}${entry}`, { mode: 'shared' }, () => new Promise<never>(() => {}));
}

async function keep(): Promise<void> {
  const { serviceWorker } = navigator;
  // Only a page that was answered by a service worker can be of an older version than the next one.
  let isAnswered = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isAnswered) sayNewVersion();
    isAnswered = true;
  });
  const script = new URL(SCRIPT, document.baseURI);
  const registration = await serviceWorker.register(script);
  const ask = (): void => { registration.update().catch(() => dropIfGone(script, registration)); };
  if (isAnswered) ask();
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Math.abs(Date.now() - asked) < ASK_AGAIN_MS) return;
    asked = Date.now();
    ask();
  });
}

/** Once nothing else is being said. */
function sayNewVersion(): void {
  const tell = (): boolean => {
    if (nabla.getState().notice !== null) return false;
    nabla.setState({ notice: { text: say('A new version of this page is ready. A reload keeps your run.'), tone: 'info', actions: ['reload'] } });
    return true;
  };
  if (tell()) return;
  const stop = nabla.subscribe(() => {
    if (tell()) stop();
  });
}

/** A site that has no service worker any more: what is left of it would answer with its last version for ever. */
async function dropIfGone(script: URL, registration: ServiceWorkerRegistration): Promise<void> {
  const answer = await fetch(script, { cache: 'no-store' }).catch(() => null);
  if (answer?.status !== 404 && answer?.status !== 410) return;
  await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(cachePrefix(registration.scope))) await caches.delete(name);
}
