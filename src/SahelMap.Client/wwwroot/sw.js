// What a reader has had once opens again without a network: the page, its scripts, the basemap, the last answers. To read only:
// nothing is written here, and the page says how old it is. Incidents are kept by the map script itself (data/cache.ts).

const SHELL = 'sahelmap-shell-1';
const ANSWERS = 'sahelmap-answers-1';
const TILES = 'sahelmap-tiles-1';
const MOST = { [ANSWERS]: 300, [TILES]: 800 };
/** Of a server that does not answer while the page itself is here already. */
const PATIENCE = 5000;
const RECEIVED = 'sahelmap-received';

const isFingerprinted = path => /\.[a-z0-9]{10}\.[a-z0-9]+$/.test(path);
const withoutFingerprint = path => path.replace(/\.[a-z0-9]{10}(\.[a-z0-9]+)$/, '$1');

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('sahelmap-') && ![SHELL, ANSWERS, TILES].includes(name)) await caches.delete(name);
  await clients.claim();
})()));

addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const answer = answerTo(request, url, event);
  if (answer) event.respondWith(answer);
});

function answerTo(request, { pathname, search }, event) {
  if (request.mode === 'navigate') return pathname === '/' ? fromNetwork(SHELL, '/', request, event, PATIENCE) : null;
  if (pathname.startsWith('/tiles/basemap/')) return fromHereAtOnce(TILES, request, event);
  if (pathname.startsWith('/api/')) return isKept(pathname, search) ? fromNetwork(ANSWERS, request, request, event) : null;
  if (isFingerprinted(pathname)) return fromHere(SHELL, request, event);
  return isAsset(pathname) ? fromNetwork(SHELL, request, request, event) : null;
}

/** Not the stream of incidents, and nothing that asks for the difference since. */
const isKept = (path, query) => !path.endsWith('.arrow') && !/[?&]since=/.test(query);
const isAsset = path => /^\/(_framework|map)\//.test(path) || /^\/[a-z-]+\.(js|css|svg|png|webmanifest)$/.test(path);

/** What the server says; where it cannot be reached, what it said last. */
async function fromNetwork(cache, key, request, event, patience) {
  const asked = fetch(request);
  const known = caches.open(cache).then(open => open.match(key));
  try {
    const late = patience ? known.then(there => (there ? after(patience) : new Promise(() => {}))) : new Promise(() => {});
    const response = await Promise.race([asked, late]);
    if (response.status >= 502) throw new Error('The server is away.');
    if (response.ok) event.waitUntil(keep(cache, key, response.clone()));
    if (cache === ANSWERS) tell({ online: true });
    return response;
  } catch (error) {
    const there = await known;
    if (!there) return asked;
    if (cache === ANSWERS) tell({ offline: there.headers.get(RECEIVED) });
    return there;
  }
}

const after = ms => new Promise((_, reject) => setTimeout(() => reject(new Error('The server does not answer.')), ms));

/** What never changes under its name. */
async function fromHere(cache, request, event) {
  const there = await (await caches.open(cache)).match(request);
  if (there) return there;
  const response = await fetch(request);
  if (response.ok) event.waitUntil(keep(cache, request, response.clone()));
  return response;
}

/** What seldom changes: shown at once, asked for meanwhile, new the next time. */
async function fromHereAtOnce(cache, request, event) {
  const there = await (await caches.open(cache)).match(request);
  const asked = fetch(request).then(response => {
    if (response.ok || response.status === 204) event.waitUntil(keep(cache, request, response.clone()));
    return response;
  });
  if (!there) return asked;
  event.waitUntil(asked.catch(() => undefined));
  return there;
}

/** With the time; storage that is full, or forbidden, costs a reader nothing but this. */
async function keep(cache, key, response) {
  try {
    const open = await caches.open(cache);
    const headers = new Headers(response.headers);
    headers.set(RECEIVED, new Date().toISOString());
    const body = response.status === 204 ? null : await response.blob();
    await open.put(key, new Response(body, { status: response.status, headers }));
    const keys = MOST[cache] ? await open.keys() : [];
    for (const oldest of keys.slice(0, Math.max(0, keys.length - MOST[cache]))) await open.delete(oldest);
  } catch {
    // Shown all the same.
  }
}

async function tell(message) {
  for (const client of await clients.matchAll()) client.postMessage(message);
}

// At its first visit a page comes without us: it tells what it has had, and we keep it; the browser has it still, so that little
// or nothing is fetched. What an older build left behind is thrown away.
addEventListener('message', event => {
  if (event.data?.keep) event.waitUntil(keepAll(event.data.keep));
});

async function keepAll(urls) {
  const shell = await caches.open(SHELL);
  for (const address of urls) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin) continue;
    const { pathname, search } = url;
    const cache = pathname.startsWith('/tiles/basemap/') ? TILES : pathname.startsWith('/api/') ? (isKept(pathname, search) ? ANSWERS : null) : pathname === '/' || isAsset(pathname) || isFingerprinted(pathname) ? SHELL : null;
    if (!cache) continue;
    const key = pathname === '/' ? '/' : address;
    if (await (await caches.open(cache)).match(key)) continue;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) await keep(cache, key, response);
  }

  const now = new Map(urls.map(address => new URL(address, location.origin).pathname).filter(isFingerprinted).map(path => [withoutFingerprint(path), path]));
  for (const { url } of await shell.keys()) {
    const { pathname } = new URL(url);
    const newer = isFingerprinted(pathname) && now.get(withoutFingerprint(pathname));
    if (newer && newer !== pathname) await shell.delete(url);
  }
}
