import { DATE_PRECISIONS, GEO_PRECISIONS, INCIDENT_TYPES } from '../vocabulary.ts';
import { IncidentColumns, REMOVED } from './columns.ts';
import type { IncidentNames } from './ids.ts';

/** Columns as of a position of a database's change log. */
export interface Kept {
  epoch: string;
  position: number;
  /** When they were kept, in milliseconds since 1970. */
  savedAt: number;
  columns: IncidentColumns;
}

const DATABASE = 'sahelmap';
const STORE = 'incidents';
/**
 * Whose view of the data it is. Everybody sees the same for now; what only some may see must be kept under a name of its own,
 * so that it can go when the right to it goes.
 */
const PUBLIC = 'public';
/** Counts up when the record below takes another shape. */
const SHAPE = 1;
/**
 * A browser that does not answer must not keep the map waiting. Counted in turns of the event loop: a page that draws its first
 * picture may be busy for seconds, in which it hears no answer.
 */
const TURNS = 20;
const TURN_MS = 250;

const COLUMNS = ['lon', 'lat', 'from', 'until', 'month', 'type', 'datePrecision', 'geoPrecision', 'deaths', 'civilianDeaths', 'peacekeeperDeaths', 'actors', 'dataset', 'country', 'region', 'flags'] as const;
/** Each column of codes, and the dictionary whose places they are. */
const CODED = { actors: 'actorSets', dataset: 'datasets', country: 'countries', region: 'regions' } as const;
type Values = IncidentColumns[(typeof COLUMNS)[number]];

/** What is stored: typed arrays and words, which a browser clones as they are. */
export interface KeptRecord {
  shape: number;
  /** The types and precisions by whose places the columns speak: another version may have others. */
  vocabulary: string;
  epoch: string;
  position: number;
  savedAt: number;
  keys: Int32Array<ArrayBuffer>;
  columns: Record<(typeof COLUMNS)[number], Values>;
  words: Record<(typeof CODED)[keyof typeof CODED], string[]>;
  checksum: number;
}

/** The incidents in the browser's own store, so that a second visit fetches only what has changed. Never needed: where the store fails, the page loads. */
export class IncidentCache {
  private usable = typeof indexedDB !== 'undefined';

  /** @param onFull told once when the browser gives no room. */
  constructor(private readonly onFull: (full: boolean) => void = () => {}) {}

  async read(names: IncidentNames): Promise<Kept | null> {
    try {
      const record = await this.withStore<KeptRecord | undefined>('readonly', store => store.get(PUBLIC) as IDBRequest<KeptRecord | undefined>);
      if (!record) return null;
      const kept = unpack(record, names);
      if (!kept) await this.drop();
      return kept;
    } catch {
      return null;
    }
  }

  async write(columns: IncidentColumns, epoch: string, position: number): Promise<void> {
    if (!this.usable) return;
    try {
      const record = pack(columns, epoch, position, Date.now());
      await this.withStore('readwrite', store => store.put(record, PUBLIC));
      this.onFull(false);
    } catch (error) {
      // What is there may be older, but is whole; the difference from it grows, and the server says when it is too much.
      if (error instanceof DOMException && error.name === 'QuotaExceededError') this.onFull(true);
      this.usable = false;
    }
  }

  /** There may be room by now. */
  tryAgain(): void {
    this.usable = typeof indexedDB !== 'undefined';
    this.onFull(false);
  }

  async drop(): Promise<void> {
    await this.withStore('readwrite', store => store.clear()).catch(() => undefined);
  }

  private async withStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.open();
    try {
      if (!database.objectStoreNames.contains(STORE)) {
        indexedDB.deleteDatabase(DATABASE);
        throw new Error('What the browser keeps under this name is not ours.');
      }
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = ask(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error ?? request.error ?? new Error('The browser gave up.'));
        transaction.onerror = () => reject(transaction.error ?? request.error ?? new Error('The browser gave up.'));
      });
    } finally {
      database.close();
    }
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      let late = false;
      let turns = TURNS;
      const timer = setInterval(() => {
        if (--turns > 0) return;
        clearInterval(timer);
        late = true;
        reject(new Error('The browser does not answer.'));
      }, TURN_MS);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        clearInterval(timer);
        if (late) request.result.close();
        else resolve(request.result);
      };
      request.onerror = () => {
        clearInterval(timer);
        reject(request.error ?? new Error('The browser keeps nothing.'));
      };
    });
  }
}

const VOCABULARY = JSON.stringify([INCIDENT_TYPES, DATE_PRECISIONS, GEO_PRECISIONS]);

/** The columns as they are now, without the rows that are removed. */
export function pack(columns: IncidentColumns, epoch: string, position: number, savedAt: number): KeptRecord {
  const { length, flags } = columns;
  const kept: number[] | null = flags.subarray(0, length).some(flag => flag & REMOVED) ? [] : null;
  if (kept) for (let row = 0; row < length; row++) if (!(flags[row] & REMOVED)) kept.push(row);
  const part = <T extends Values>(values: T): T => {
    if (!kept) return values.slice(0, length) as T;
    const chosen = new (values.constructor as new (n: number) => T)(kept.length);
    kept.forEach((row, n) => (chosen[n] = values[row]));
    return chosen;
  };
  const record = {
    shape: SHAPE, vocabulary: VOCABULARY, epoch, position, savedAt,
    keys: part(columns.ids.keys),
    columns: Object.fromEntries(COLUMNS.map(name => [name, part(columns[name])])) as KeptRecord['columns'],
    words: Object.fromEntries(Object.values(CODED).map(name => [name, [...columns[name].values]])) as KeptRecord['words'],
  };
  return { ...record, checksum: checksumOf(record) };
}

/** Null where the record is of another version, not whole or not as it was stored: then it shows nothing. */
export function unpack(record: KeptRecord, names: IncidentNames): Kept | null {
  try {
    if (record.shape !== SHAPE || record.vocabulary !== VOCABULARY || record.checksum !== checksumOf(record)) return null;
    const columns = new IncidentColumns(names);
    const { length } = record.keys;
    for (const name of COLUMNS) {
      const values = record.columns[name];
      if (values.constructor !== columns[name].constructor || values.length !== length) return null;
      (columns[name] as Values) = values;
    }
    for (const name of Object.values(CODED)) for (const word of record.words[name]) columns[name].of(word);
    for (const [column, words] of Object.entries(CODED) as [keyof typeof CODED, (typeof CODED)[keyof typeof CODED]][]) {
      if (columns[words].values.length !== record.words[words].length) return null;
      for (let row = 0; row < length; row++) if (columns[column][row] >= columns[words].values.length) return null;
    }
    columns.ids.load(record.keys);
    columns.length = length;
    return { epoch: record.epoch, position: record.position, savedAt: record.savedAt, columns };
  } catch {
    return null;
  }
}

/** Of every byte of the arrays, as FNV-1a over 32-bit words. */
function checksumOf(record: Omit<KeptRecord, 'checksum'>): number {
  let sum = 0x811c9dc5;
  const add = (values: Values | Int32Array) => {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength >> 2);
    for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ words[i], 0x01000193);
    const rest = new Uint8Array(values.buffer, values.byteOffset + 4 * words.length, values.byteLength & 3);
    for (const byte of rest) sum = Math.imul(sum ^ byte, 0x01000193);
  };
  add(record.keys);
  for (const name of COLUMNS) add(record.columns[name]);
  return Math.imul(sum ^ record.position, 0x01000193) >>> 0;
}
