/**
 * The site kept for use without a network. Each version of the built site has a cache of its own: filled whole or not at all, then
 * answered from. A page that is still open asks for the files of its own version, whose cache stays until the last such page is gone.
 */

/** What the build knows of itself (vite.offline.ts). */
export type Site = {
  /** Changes with any file. */
  readonly version: string;
  /** Path under the scope, '' for the page itself, and what the bytes must be (as of subresource integrity). */
  readonly files: readonly (readonly [path: string, integrity: string])[];
};

export type OfflineMeans = {
  /** The folder that the site stands in, as an address that ends in /. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly locks: Pick<LockManager, 'query'>;
  /** Whether another version is on its way: its cache is no open page's yet. */
  readonly isUpdating: () => boolean;
};

export type Offline = {
  /**
   * Fetches the whole site into its cache. Rejects, and leaves what was, where a file cannot be had, is not what was built, or is gone
   * again at the end.
   */
  keep(): Promise<void>;
  /** The answer to a request; null for what the network has to answer as if there were no service worker. */
  answer(request: Request): Promise<Response> | null;
  /** Throws away the caches of versions that no open page is of; none while another version is on its way. */
  tidy(): Promise<void>;
};

/** Files fetched at the same time. */
const AT_ONCE = 6;
/** A kept answer is the same whatever the request says that it accepts. */
const ANY: CacheQueryOptions = { ignoreVary: true };

/** Names of all caches of the site in a scope begin with this. */
export const cachePrefix = (scope: string): string => `nabla ${scope} `;

/** The lock that every open page holds: it names the script the page was begun with, which is in the cache of its version alone. */
export const PAGE_LOCK = 'nabla page ';

/** Vite puts a hash of the content into the names under assets/: the same name is the same file, in every version. */
const isHashed = (path: string): boolean => path.startsWith('assets/');

export function createOffline({ version, files }: Site, { scope, caches, fetch, locks, isUpdating }: OfflineMeans): Offline {
  const prefix = cachePrefix(scope);
  const name = `${prefix}${version}`;
  const paths = new Set(files.map(([path]) => path));
  const urlOf = (path: string): string => new URL(path, scope).href;

  const own = async (): Promise<readonly string[]> => (await caches.keys()).filter((each) => each.startsWith(prefix));

  /** Of any version, the present one first. */
  const find = async (url: string): Promise<Response | undefined> => {
    const others = (await own()).filter((each) => each !== name);
    for (const each of [name, ...others]) {
      const found = await caches.match(url, { ...ANY, cacheName: each });
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const keepFile = async (cache: Cache, path: string, integrity: string): Promise<void> => {
    const url = urlOf(path);
    const known = isHashed(path) ? await find(url) : undefined;
    if (known !== undefined) {
      await cache.put(url, known);
      return;
    }
    const response = await fetch(new Request(url, { integrity, cache: isHashed(path) ? 'default' : 'no-cache' }));
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, response.redirected ? new Response(response.body, { headers: response.headers }) : response);
  };

  /** By the name of the cache: one that was thrown away meanwhile goes on taking files, which nobody finds. */
  const isWhole = async (): Promise<boolean> => {
    const found = await Promise.all(files.map(([path]) => caches.match(urlOf(path), { ...ANY, cacheName: name })));
    return found.every((each) => each !== undefined);
  };

  const fill = async (): Promise<void> => {
    const cache = await caches.open(name);
    const queue = files.values();
    // All take from the one queue, and all have ended before a failure is told: nothing is put after that.
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, async () => {
      for (const [path, integrity] of queue) await keepFile(cache, path, integrity);
    }));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (!await isWhole()) throw new Error(`${name} was thrown away while it was filled.`);
  };

  return {
    keep: async () => {
      // The same site under another script of the worker: its cache is in use.
      if (await isWhole()) return;
      try {
        await fill();
      } catch (problem) {
        await caches.delete(name);
        throw problem;
      }
    },

    answer: (request) => {
      const url = new URL(request.url);
      const address = `${url.origin}${url.pathname}`;
      if (request.method !== 'GET' || !address.startsWith(scope)) return null;
      const rest = address.slice(scope.length);
      const path = rest === 'index.html' ? '' : rest;
      if (!paths.has(path) && !isHashed(path)) return null;
      // Where what is kept cannot be read at all, there is the network.
      return find(urlOf(path)).catch(() => undefined).then((found) => found ?? fetch(request));
    },

    tidy: async () => {
      const { held = [] } = await locks.query();
      const scripts = held.flatMap((lock) => (lock.name?.startsWith(PAGE_LOCK) ? [lock.name.slice(PAGE_LOCK.length)] : []));
      for (const each of await own()) {
        if (each === name || isUpdating()) continue;
        const cache = await caches.open(each);
        const uses = await Promise.all(scripts.map((url) => cache.match(url, ANY)));
        if (uses.every((found) => found === undefined) && !isUpdating()) await caches.delete(each);
      }
    },
  };
}
