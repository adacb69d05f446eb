import { monthOf } from '../days.ts';
import { IdIndex, uuidBytes } from './ids.ts';

/** Texts that repeat, each kept once and meant by its number. */
export class Dictionary {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(value: string): number {
    let n = this.numbers.get(value);
    if (n === undefined) {
      n = this.values.length;
      this.numbers.set(value, n);
      this.values.push(value);
    }
    return n;
  }
}

export const SYNTHETIC = 1;
export const COUNTED_ELSEWHERE = 2;
export const REMOVED = 4;
/** Stands for "not stated" in a column of deaths. */
export const NOT_STATED = -1;

export interface IncidentRow {
  lon: number;
  lat: number;
  from: number;
  until: number;
  type: number;
  datePrecision: number;
  geoPrecision: number;
  deaths: number;
  civilianDeaths: number;
  peacekeeperDeaths: number;
  /** ;-joined codes of the actors that a source names as a side. */
  actors: string;
  dataset: string;
  country: string;
  flags: number;
}

type Column = Int32Array | Float64Array | Uint8Array | Uint16Array;

/** The incidents as typed arrays, a row each. Rows are appended and overwritten, never moved: a row number stays good. */
export class IncidentColumns {
  length = 0;
  readonly ids = new IdIndex();
  readonly actorSets = new Dictionary();
  readonly datasets = new Dictionary();
  readonly countries = new Dictionary();
  lon = new Float64Array(0);
  lat = new Float64Array(0);
  from = new Int32Array(0);
  until = new Int32Array(0);
  month = new Int32Array(0);
  type = new Uint8Array(0);
  datePrecision = new Uint8Array(0);
  geoPrecision = new Uint8Array(0);
  deaths = new Int32Array(0);
  civilianDeaths = new Int32Array(0);
  peacekeeperDeaths = new Int32Array(0);
  actors = new Int32Array(0);
  dataset = new Uint16Array(0);
  country = new Uint16Array(0);
  flags = new Uint8Array(0);

  reserve(rows: number): void {
    if (rows <= this.lon.length) return;
    const capacity = Math.max(rows, this.lon.length * 2, 1024);
    const grow = <T extends Column>(column: T): T => {
      const grown = new (column.constructor as new (n: number) => T)(capacity);
      grown.set(column as never);
      return grown;
    };
    this.lon = grow(this.lon);
    this.lat = grow(this.lat);
    this.from = grow(this.from);
    this.until = grow(this.until);
    this.month = grow(this.month);
    this.type = grow(this.type);
    this.datePrecision = grow(this.datePrecision);
    this.geoPrecision = grow(this.geoPrecision);
    this.deaths = grow(this.deaths);
    this.civilianDeaths = grow(this.civilianDeaths);
    this.peacekeeperDeaths = grow(this.peacekeeperDeaths);
    this.actors = grow(this.actors);
    this.dataset = grow(this.dataset);
    this.country = grow(this.country);
    this.flags = grow(this.flags);
  }

  /** The row of this id: the one it has, or a new one at the end. */
  rowFor(id: Uint8Array, at = 0): number {
    const known = this.ids.find(id, at);
    if (known >= 0) return known;
    const row = this.ids.add(id, at);
    this.reserve(row + 1);
    this.length = row + 1;
    return row;
  }

  find(id: string): number {
    const bytes = uuidBytes(id);
    const row = bytes ? this.ids.find(bytes) : -1;
    return row >= 0 && !(this.flags[row] & REMOVED) ? row : -1;
  }

  idOf(row: number): string {
    return this.ids.text(row);
  }

  upsert(id: string, values: IncidentRow): number {
    const bytes = uuidBytes(id);
    if (!bytes) throw new Error(`An incident has the id '${id}', which is no UUID.`);
    const row = this.rowFor(bytes);
    this.lon[row] = values.lon;
    this.lat[row] = values.lat;
    this.from[row] = values.from;
    this.until[row] = values.until;
    this.month[row] = monthOf(values.from);
    this.type[row] = values.type;
    this.datePrecision[row] = values.datePrecision;
    this.geoPrecision[row] = values.geoPrecision;
    this.deaths[row] = values.deaths;
    this.civilianDeaths[row] = values.civilianDeaths;
    this.peacekeeperDeaths[row] = values.peacekeeperDeaths;
    this.actors[row] = this.actorSets.of(values.actors);
    this.dataset[row] = this.datasets.of(values.dataset);
    this.country[row] = this.countries.of(values.country);
    this.flags[row] = values.flags;
    return row;
  }

  /** Removes the row of this id from every count and drawing; -1 when there is none. */
  remove(id: string): number {
    const row = this.find(id);
    if (row >= 0) this.flags[row] |= REMOVED;
    return row;
  }
}
