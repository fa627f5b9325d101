import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { cachePrefix, createOffline, PAGE_LOCK, type Offline, type Site } from '../../src/worker/offlineCache.ts';

const SCOPE = 'https://host.example/nabla/';

/** Caches as a browser has them, as far as they are used. */
class FakeCaches {
  readonly kept = new Map<string, Map<string, Response>>();

  keys = () => Promise.resolve([...this.kept.keys()]);

  open = (name: string) => {
    const entries = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, entries);
    return Promise.resolve({
      put: (url: string, response: Response) => { entries.set(url, response); return Promise.resolve(); },
      match: (url: string) => Promise.resolve(entries.get(url)?.clone()),
    } as unknown as Cache);
  };

  match = (url: string, { cacheName = '' }: { cacheName?: string } = {}) => Promise.resolve(this.kept.get(cacheName)?.get(url)?.clone());

  delete = (name: string) => Promise.resolve(this.kept.delete(name));
}

let caches: FakeCaches;
let host: Record<string, string>;
let asked: string[];
let open: string[];
let isUpdating: boolean;
/** Called with each request, before it is answered. */
let onFetch: () => Promise<void>;

const site = (version: string, files: Record<string, string>): Site => ({
  version, files: Object.entries(files).map(([path, text]) => [path, `sha256-${createHash('sha256').update(text).digest('base64')}`]),
});
const of = (given: Site): Offline => createOffline(given, {
  scope: SCOPE, caches: caches as unknown as CacheStorage,
  fetch: async (request) => {
    asked.push(request.url);
    await onFetch();
    const text = host[request.url.slice(SCOPE.length)];
    const isMeant = request.integrity === '' || (text !== undefined && request.integrity === `sha256-${createHash('sha256').update(text).digest('base64')}`);
    if (text !== undefined && !isMeant) throw new TypeError('integrity');
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  },
  locks: { query: () => Promise.resolve({ held: open.map((script) => ({ name: `${PAGE_LOCK}${SCOPE}${script}` })) }) },
  isUpdating: () => isUpdating,
});
const textAt = async (offline: Offline, path: string, init?: RequestInit): Promise<string | null> => {
  const answer = offline.answer(new Request(`${SCOPE}${path}`, init));
  return answer === null ? null : (await answer).text();
};

const filesOfOne = { '': 'page 1', 'assets/index-1.js': 'script 1', 'assets/react-7.js': 'react', 'datasets/iris.csv': '5.1' };
const filesOfTwo = { '': 'page 2', 'assets/index-2.js': 'script 2', 'assets/react-7.js': 'react', 'datasets/iris.csv': '5.2' };

beforeEach(() => {
  caches = new FakeCaches();
  host = { ...filesOfOne };
  asked = [];
  open = [];
  isUpdating = false;
  onFetch = () => Promise.resolve();
});

describe('the site kept for use without a network', () => {
  it('answers with what is kept, the page under each of its names and whatever is asked of it', async () => {
    const offline = of(site('one', filesOfOne));
    await offline.keep();
    host = {};
    asked = [];
    for (const path of ['', 'index.html', '?from=a-course', '#view=step']) expect(await textAt(offline, path)).toBe('page 1');
    expect(await textAt(offline, 'datasets/iris.csv')).toBe('5.1');
    expect(await textAt(offline, 'assets/react-7.js', { headers: { Accept: 'text/javascript' } })).toBe('react');
    expect(asked).toEqual([]);
  });

  it('leaves the rest to the network', async () => {
    const offline = of(site('one', filesOfOne));
    await offline.keep();
    for (const path of ['sw.js', 'other/', 'screenshot.png']) expect(offline.answer(new Request(`${SCOPE}${path}`))).toBeNull();
    expect(offline.answer(new Request(SCOPE, { method: 'POST', body: 'x' }))).toBeNull();
    for (const url of ['https://host.example/', 'https://host.example/nabla-two/', 'https://elsewhere.example/nabla/']) expect(offline.answer(new Request(url))).toBeNull();
  });

  it('fetches what the browser has thrown away', async () => {
    const offline = of(site('one', filesOfOne));
    await offline.keep();
    caches.kept.clear();
    expect(await textAt(offline, 'assets/index-1.js')).toBe('script 1');
  });

  it('leaves all to the network where the browser cannot read what it has kept', async () => {
    const offline = of(site('one', filesOfOne));
    await offline.keep();
    caches.keys = () => Promise.reject(new Error('The storage is damaged.'));
    caches.match = () => Promise.reject(new Error('The storage is damaged.'));
    expect(await textAt(offline, '')).toBe('page 1');
    expect(asked.at(-1)).toBe(SCOPE);
  });

  it('is kept whole or not at all', async () => {
    await of(site('one', filesOfOne)).keep();
    host = { ...filesOfTwo };
    delete host['assets/index-2.js'];
    await expect(of(site('two', filesOfTwo)).keep()).rejects.toThrow('index-2.js: 404');
    host = { ...filesOfTwo, '': 'page 1' };
    await expect(of(site('two', filesOfTwo)).keep()).rejects.toThrow('integrity');
    expect(await textAt(of(site('one', filesOfOne)), '')).toBe('page 1');
    expect([...caches.kept.keys()]).toEqual([`${cachePrefix(SCOPE)}one`]);
  });

  it('leaves a new version alone while it is being filled', async () => {
    const first = of(site('one', filesOfOne));
    await first.keep();
    host = { ...filesOfTwo };
    open = ['assets/index-1.js'];
    // Pages are gone to while the new version comes, in the worker of the old one.
    onFetch = () => first.tidy();
    isUpdating = true;
    const second = of(site('two', filesOfTwo));
    await second.keep();
    isUpdating = false;
    host = {};
    for (const [path, text] of Object.entries(filesOfTwo)) expect(await textAt(second, path)).toBe(text);
    expect(caches.kept.get(`${cachePrefix(SCOPE)}two`)?.size).toBe(4);
  });

  it('is not taken for whole when its cache was thrown away meanwhile, and comes the next time', async () => {
    const first = of(site('one', filesOfOne));
    await first.keep();
    host = { ...filesOfTwo };
    open = ['assets/index-1.js'];
    onFetch = () => first.tidy();
    const second = of(site('two', filesOfTwo));
    await expect(second.keep()).rejects.toThrow('thrown away');
    expect([...caches.kept.keys()]).toEqual([`${cachePrefix(SCOPE)}one`]);
    onFetch = () => Promise.resolve();
    await second.keep();
    expect(await textAt(second, '')).toBe('page 2');
  });

  it('fetches of a new version only what may have changed', async () => {
    await of(site('one', filesOfOne)).keep();
    host = { ...filesOfTwo };
    asked = [];
    const second = of(site('two', filesOfTwo));
    await second.keep();
    expect(asked.map((url) => url.slice(SCOPE.length)).toSorted()).toEqual(['', 'assets/index-2.js', 'datasets/iris.csv']);
    expect(await textAt(second, '')).toBe('page 2');
    expect(await textAt(second, 'datasets/iris.csv')).toBe('5.2');
  });

  it('has the files of an open page as long as it is open', async () => {
    await of(site('one', filesOfOne)).keep();
    await caches.open('someone else’s');
    await caches.open(`${cachePrefix('https://host.example/other/')}one`);
    host = { ...filesOfTwo };
    const second = of(site('two', filesOfTwo));
    await second.keep();
    open = ['assets/index-1.js', 'assets/index-2.js'];
    await second.tidy();
    expect(await textAt(second, 'assets/index-1.js')).toBe('script 1');
    open = ['assets/index-2.js'];
    await second.tidy();
    expect([...caches.kept.keys()]).toEqual(['someone else’s', `${cachePrefix('https://host.example/other/')}one`, `${cachePrefix(SCOPE)}two`]);
    expect((await second.answer(new Request(`${SCOPE}assets/index-1.js`)))?.status).toBe(404);
  });
});
