import type { Actor, DeploymentFeature, Mandate, OverlapFeature } from '../vocabulary.ts';
import { appendTable, ArrowStream } from './arrow.ts';
import type { IncidentColumns } from './columns.ts';
import { fetchJson, fetchPatiently } from './fetching.ts';
import { uuidText } from './ids.ts';

/** The state of the change log that an answer includes. */
export interface Position {
  epoch: string | null;
  position: number | null;
}

type Trouble = (detail: string) => void;
/** Simplified on the server to 0.005 degrees, about 550 m: enough to draw, a tenth of the bytes. */
const OVERLAPS_URL = '/api/overlaps?tolerance=0.005';

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

export const loadDeployments = (trouble: Trouble, signal?: AbortSignal) =>
  loadPages<DeploymentFeature>('/api/deployments?limit=1000', trouble, signal);

export const loadOverlaps = (trouble: Trouble, signal?: AbortSignal) => loadPages<OverlapFeature>(OVERLAPS_URL, trouble, signal);

/** Reads the incident feed into the columns while it streams. */
export async function loadIncidents(
  columns: IncidentColumns, onProgress: (loaded: number, total: number | null) => void, trouble: Trouble, signal?: AbortSignal): Promise<Position> {
  const response = await fetchPatiently('/api/incidents.arrow', trouble, signal);
  const stream = new ArrowStream();
  let loaded = 0;
  const told = Number(response.headers.get('X-Total-Count') ?? Number.NaN);
  for await (const bytes of chunksOf(response)) {
    for (const table of stream.push(bytes)) {
      loaded += appendTable(columns, table);
      const total = Number(stream.metadata().get('sahelmap.count') ?? told);
      onProgress(loaded, Number.isFinite(total) ? total : null);
    }
  }
  const metadata = stream.metadata();
  const position = metadata.get('sahelmap.position');
  return { epoch: metadata.get('sahelmap.epoch') ?? null, position: position ? Number(position) : null };
}

/** Ids of the incidents whose texts hold the words: the columns hold no texts, so the server looks. */
export async function findWords(words: string, trouble: Trouble, signal: AbortSignal): Promise<string[]> {
  const response = await fetchPatiently(`/api/incidents.arrow?q=${encodeURIComponent(words)}`, trouble, signal);
  const stream = new ArrowStream();
  const ids: string[] = [];
  for await (const bytes of chunksOf(response)) {
    for (const table of stream.push(bytes)) {
      const values = table.getChild('id')?.data[0].values as Uint8Array;
      for (let row = 0; row < table.numRows; row++) ids.push(uuidText(values, 16 * row));
    }
  }
  return ids;
}

/** Ids of the deployments whose texts hold the words. */
export const findZones = (words: string, trouble: Trouble, signal: AbortSignal) =>
  fetchJson<string[]>(`/api/search/deployments?q=${encodeURIComponent(words)}`, trouble, signal);

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body!.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
