import type { Table } from '@uwdata/flechette';
import type { Actor, DeploymentFeature, Mandate, OverlapFeature } from '../vocabulary.ts';
import { appendTable, ArrowStream, keysOf } from './arrow.ts';
import type { IncidentColumns } from './columns.ts';
import { fetchJson, fetchPatiently, pauseBefore, Refused } from './fetching.ts';

/** The state of the change log that an answer includes. */
export interface Position {
  epoch: string | null;
  position: number | null;
}

type Trouble = (detail: string) => void;
/**
 * Simplified on the server, in degrees. From afar to about 550 m: less than a pixel, and a third of the bytes. Near the ground
 * deployments are as they are recorded, and overlaps, of which there are many more, within about 20 m.
 */
export type Sharpness = 'afar' | 'near';
const DEPLOYMENTS = { afar: '/api/deployments?limit=1000&tolerance=0.005', near: '/api/deployments?limit=1000' } as const;
const OVERLAPS = { afar: '/api/overlaps?tolerance=0.005', near: '/api/overlaps?tolerance=0.0002' } as const;

/** Lists come as an array or under "items". */
const items = <T>(answer: T[] | { items?: T[] }) => (Array.isArray(answer) ? answer : (answer.items ?? []));

export const loadActors = async (trouble: Trouble, signal?: AbortSignal) =>
  items(await fetchJson<Actor[] | { items: Actor[] }>('/api/actors', trouble, signal));

export const loadMandates = async (trouble: Trouble, signal?: AbortSignal) =>
  items(await fetchJson<Mandate[] | { items: Mandate[] }>('/api/mandates', trouble, signal));

interface Page<F> {
  features: F[];
  links?: { rel: string; href: string }[];
  next?: string | null;
}

/** Follows the pages' next links to their end. The position is the first page's: everything after it will come as changes. */
async function loadPages<F>(url: string, trouble: Trouble, signal?: AbortSignal): Promise<{ features: F[] } & Position> {
  const features: F[] = [];
  let position: number | null = null;
  for (let next: string | null = url; next; ) {
    const response: Response = await fetchPatiently(next, trouble, signal);
    const page = (await response.json()) as Page<F>;
    for (const feature of page.features) features.push(feature);
    if (position === null) position = positionOf(response.headers.get('ETag'));
    next = sameOrigin(page.links?.find(link => link.rel === 'next')?.href ?? page.next ?? null, next);
  }
  return { features, epoch: null, position };
}

/** Behind a proxy a server may name itself otherwise than the page is named: only path and query of the link count. */
function sameOrigin(link: string | null, base: string): string | null {
  if (!link) return null;
  const url = new URL(link, new URL(base, location.href));
  return url.pathname + url.search;
}

/** ETags read W/"<position>-…". */
function positionOf(etag: string | null): number | null {
  const digits = /^(?:W\/)?"(\d+)-/.exec(etag ?? '');
  return digits ? Number(digits[1]) : null;
}

export const loadDeployments = (sharpness: Sharpness, trouble: Trouble, signal?: AbortSignal) =>
  loadPages<DeploymentFeature>(DEPLOYMENTS[sharpness], trouble, signal);

export const loadOverlaps = (sharpness: Sharpness, trouble: Trouble, signal?: AbortSignal) => loadPages<OverlapFeature>(OVERLAPS[sharpness], trouble, signal);

const MAP_COLUMNS = '/api/incidents.arrow?columns=map';

/** Reads the whole incident feed into the columns while it streams. What breaks off midway is asked for anew. */
export async function loadIncidents(
  fresh: () => IncidentColumns, onProgress: (loaded: number, total: number | null) => void, trouble: Trouble, signal?: AbortSignal): Promise<{ columns: IncidentColumns } & Position> {
  return again(async () => {
    const columns = fresh();
    let loaded = 0;
    const position = await readTables(await fetchPatiently(MAP_COLUMNS, trouble, signal, 'no-store'), (table, stream) => {
      const total = Number(stream.metadata().get('sahelmap.count') ?? Number.NaN);
      if (total > 0) columns.reserve(total);
      loaded += appendTable(columns, table);
      onProgress(loaded, Number.isFinite(total) ? total : null);
    });
    return { columns, ...position };
  }, trouble, signal);
}

/** Brings columns that are as of a position up to now. @returns how many rows changed; null: the server can no longer tell, load the whole. */
export async function loadDifference(
  columns: IncidentColumns, since: { epoch: string; position: number }, trouble: Trouble, signal?: AbortSignal): Promise<({ changed: number } & Position) | null> {
  try {
    return await again(async () => {
      // Gathered first: a stream that breaks off must not leave the columns between two states.
      const tables: Table[] = [];
      const url = `${MAP_COLUMNS}&since=${since.position}&epoch=${encodeURIComponent(since.epoch)}`;
      const position = await readTables(await fetchPatiently(url, trouble, signal, 'no-store'), table => tables.push(table));
      let changed = 0;
      for (const table of tables) changed += appendTable(columns, table);
      return { changed, ...position };
    }, trouble, signal);
  } catch (error) {
    if (error instanceof Refused && error.status !== TOO_MANY) return null;
    throw error;
  }
}

/** The server holds more incidents than a page should. */
export const TOO_MANY = 413;

/** Keys of the incidents whose texts hold the words: the columns hold no texts, so the server looks. */
export async function findWords(words: string, trouble: Trouble, signal: AbortSignal): Promise<number[]> {
  return again(async () => {
    const keys: number[] = [];
    await readTables(await fetchPatiently(`${MAP_COLUMNS}&q=${encodeURIComponent(words)}`, trouble, signal), table => keys.push(...keysOf(table)));
    return keys;
  }, trouble, signal);
}

/** Hands on each table as soon as it is there. @returns the state that the answer is of. @throws where it is not whole. */
async function readTables(response: Response, onTable: (table: Table, stream: ArrowStream) => void): Promise<Position> {
  const stream = new ArrowStream();
  for await (const bytes of chunksOf(response)) for (const table of stream.push(bytes)) onTable(table, stream);
  if (!stream.ended) throw new BrokenOff('The answer broke off.');
  const metadata = stream.metadata();
  const position = metadata.get('sahelmap.position');
  return { epoch: metadata.get('sahelmap.epoch') ?? null, position: position ? Number(position) : null };
}

/** The connection ended before the answer did. */
class BrokenOff extends Error {}

/** Tries again what broke off, as it does where a server or a line goes down. */
async function again<T>(work: () => Promise<T>, trouble: Trouble, signal?: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // A browser says TypeError when the line breaks.
      if (signal?.aborted || !(error instanceof BrokenOff || error instanceof TypeError)) throw error;
      trouble(error.message);
    }
    await pauseBefore(attempt, signal);
  }
}

/** Ids of the deployments whose texts hold the words. */
export const findZones = async (words: string, trouble: Trouble, signal: AbortSignal) =>
  (await fetchJson<{ ids: string[] }>(`/api/deployments/ids?q=${encodeURIComponent(words)}`, trouble, signal)).ids;

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body!.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
