import { monthOf } from '../days.ts';
import { IncidentNames, KeyIndex } from './ids.ts';

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
  /** Id of the first-level region, as the filter's admin1 names it: "ML/Gao"; empty where none is known. */
  region: string;
  flags: number;
}

type Column = Int32Array | Float64Array | Uint8Array | Uint16Array;

/** The incidents as typed arrays, a row each. Rows are appended and overwritten, never moved: a row number stays good. */
export class IncidentColumns {
  length = 0;
  readonly ids: KeyIndex;
  readonly actorSets = new Dictionary();
  readonly datasets = new Dictionary();
  readonly countries = new Dictionary();
  readonly regions = new Dictionary();
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
  region = new Uint16Array(0);
  flags = new Uint8Array(0);

  /** @param names outlive the columns: what is loaded anew has the same keys. */
  constructor(names = new IncidentNames()) {
    this.ids = new KeyIndex(names);
  }

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
    this.region = grow(this.region);
    this.flags = grow(this.flags);
  }

  /** The row of this key: the one it has, or a new one at the end. */
  rowFor(key: number): number {
    const known = this.ids.find(key);
    if (known >= 0) return known;
    const row = this.ids.add(key);
    this.reserve(row + 1);
    this.length = row + 1;
    return row;
  }

  /** @param id a UUID, as far as it is known here, or a key in digits. @returns its row, or -1. */
  find(id: string): number {
    const key = this.ids.names.keyOf(id);
    return key === undefined ? -1 : this.findKey(key);
  }

  findKey(key: number): number {
    const row = this.ids.find(key);
    return row >= 0 && !(this.flags[row] & REMOVED) ? row : -1;
  }

  /** The UUID of a row where it is known, else its key in digits: App.select takes both. */
  idOf(row: number): string {
    return this.ids.text(row);
  }

  upsert(key: number, values: IncidentRow): number {
    const row = this.rowFor(key);
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
    this.region[row] = this.regions.of(values.region);
    this.flags[row] = values.flags;
    return row;
  }

  /** Removes the row of this key from every count and drawing; -1 when there is none. */
  remove(key: number): number {
    const row = this.findKey(key);
    if (row >= 0) this.flags[row] |= REMOVED;
    return row;
  }
}
