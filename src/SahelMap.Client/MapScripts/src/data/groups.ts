import { COUNTED_ELSEWHERE, SYNTHETIC, type IncidentColumns } from './columns.ts';

const FLAGS = SYNTHETIC | COUNTED_ELSEWHERE;

/**
 * The rows grouped by everything that is counted by: type, set of actors, data set, country, region, synthetic, counted
 * elsewhere. A million rows make some thousand groups, so that a filter is decided and summed once a group, not once a row.
 */
export class IncidentGroups {
  /** The group of each row. */
  readonly of: Int32Array;
  readonly type: Uint8Array;
  readonly actors: Int32Array;
  readonly dataset: Uint16Array;
  readonly country: Uint16Array;
  readonly region: Uint16Array;
  readonly flags: Uint8Array;

  constructor(columns: IncidentColumns) {
    const { length, actors, dataset, type, country, region, flags } = columns;
    const [datasets, regions] = [columns.datasets.values.length, columns.regions.values.length];
    // Numbered in two steps, each over a table small enough to be mostly full: first all but the actors.
    const inner = new Numbering(columns.countries.values.length * regions * datasets * 16);
    const of = (this.of = new Int32Array(length));
    for (let row = 0; row < length; row++) {
      of[row] = inner.of((((country[row] * regions + region[row]) * datasets + dataset[row]) * 4 + type[row]) * 4 + (flags[row] & FLAGS));
    }
    const outer = new Numbering(columns.actorSets.values.length * inner.count);
    const first: number[] = [];
    for (let row = 0; row < length; row++) {
      of[row] = outer.of(actors[row] * inner.count + of[row]);
      if (of[row] === first.length) first.push(row);
    }
    this.type = Uint8Array.from(first, row => type[row]);
    this.actors = Int32Array.from(first, row => actors[row]);
    this.dataset = Uint16Array.from(first, row => dataset[row]);
    this.country = Uint16Array.from(first, row => country[row]);
    this.region = Uint16Array.from(first, row => region[row]);
    this.flags = Uint8Array.from(first, row => flags[row] & FLAGS);
  }

  get count(): number {
    return this.type.length;
  }
}

/** Gives each key that comes the next number: by a table, or by a map where the table would be too large. */
class Numbering {
  count = 0;
  private readonly table: Int32Array | null;
  private readonly map = new Map<number, number>();

  constructor(keys: number) {
    this.table = keys <= 1 << 24 ? new Int32Array(keys).fill(-1) : null;
  }

  of(key: number): number {
    let n = this.table ? this.table[key] : this.map.get(key);
    if (n !== undefined && n >= 0) return n;
    n = this.count++;
    if (this.table) this.table[key] = n;
    else this.map.set(key, n);
    return n;
  }
}
