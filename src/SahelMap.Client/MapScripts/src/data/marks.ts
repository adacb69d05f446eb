import type { State } from '../state.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import { NOT_STATED, REMOVED, type IncidentColumns } from './columns.ts';
import type { IncidentGroups } from './groups.ts';

/** Why a row is filtered out, time aside: a bit for each reason, 0 when it passes. Rows of one group (groups.ts) differ in the last alone. */
export const FAILS_TYPE = 1;
export const FAILS_ACTOR = 2;
export const FAILS_COUNTRY = 4;
export const FAILS_REGION = 8;
export const FAILS_DATASET = 16;
/** Removed, too few deaths, or without the searched words. */
export const FAILS_ROW = 32;

/** Rows that hold the searched words, as the server found them; null while nothing is searched for. */
export type Matches = Set<number> | null;

const TYPES = INCIDENT_TYPES.length;

/**
 * Which incidents pass the filter, but for the period, which moves too often for that; and how many of them begin on each day,
 * for the histogram. The filter is asked once for each group of rows, then one pass hands the answers out.
 */
export class IncidentMarks {
  /** For each row what it fails. */
  fails = new Uint8Array(0);
  groupFails = new Uint8Array(0);
  /** Counts up whenever other rows fail by themselves. */
  rowsVersion = 0;
  /** The first day that holds any incident, and the first after the last. */
  firstDay = 0;
  endDay = 0;
  /** Passing incidents by first day and type: [day - firstDay][type]. */
  days = new Int32Array(0);
  private columns!: IncidentColumns;
  private groups!: IncidentGroups;
  /** FAILS_ROW or 0 for each row, now and before the last version; and how many rows differ between the two. */
  out = new Uint8Array(0);
  outBefore = new Uint8Array(0);
  changedRows = 0;
  private outFor: { minDeaths: number; matches: Matches } | null = null;
  /** Fails and days are those of the last marking. */
  private marked = false;

  /** After rows came or changed. */
  index(columns: IncidentColumns, groups: IncidentGroups): void {
    const { from, length } = columns;
    [this.columns, this.groups, this.outFor, this.marked] = [columns, groups, null, false];
    this.groupFails = new Uint8Array(groups.count);
    if (this.out.length < length) [this.fails, this.out, this.outBefore] = [0, 0, 0].map(() => new Uint8Array(columns.lon.length));
    let [first, last] = [Infinity, -Infinity];
    for (let row = 0; row < length; row++) {
      if (from[row] < first) first = from[row];
      if (from[row] > last) last = from[row];
    }
    [this.firstDay, this.endDay] = length > 0 ? [first, last + 1] : [0, 0];
    this.days = new Int32Array((this.endDay - this.firstDay) * TYPES);
  }

  mark(state: State, matches: Matches): void {
    const groupsDiffer = this.markGroups(state);
    const rowsDiffer = state.minDeaths !== this.outFor?.minDeaths || matches !== this.outFor.matches;
    if (rowsDiffer) this.markRows(state.minDeaths, matches);
    if (!this.marked || groupsDiffer || (rowsDiffer && !this.fewChanged)) this.markAll();
    else if (rowsDiffer) this.markChanged();
    this.marked = true;
  }

  /** Whether to go through the rows that came in or fell out is quicker than through all. */
  get fewChanged(): boolean {
    return this.changedRows * 4 < this.columns.length * 3;
  }

  /** Few rows came in or fell out. */
  private markChanged(): void {
    const { fails, groupFails, out, outBefore, days, firstDay, groups: { of }, columns: { length, from, type } } = this;
    for (let row = 0; row < length; row++) {
      if (out[row] === outBefore[row]) continue;
      const failed = groupFails[of[row]];
      fails[row] = failed | out[row];
      if (failed === 0) days[(from[row] - firstDay) * TYPES + type[row]] += out[row] ? -1 : 1;
    }
  }

  private markAll(): void {
    const { fails, groupFails, out, days, firstDay, groups: { of }, columns: { length, from, type } } = this;
    days.fill(0);
    for (let row = 0; row < length; row++) {
      const failed = groupFails[of[row]] | out[row];
      fails[row] = failed;
      // One for 0 and else nothing. A branch that no processor can guess would cost more than all the rest.
      days[(from[row] - firstDay) * TYPES + type[row]] += (failed - 1) >>> 31;
    }
  }

  /** The days as the server counted them, where the page holds no incidents. */
  take({ first, counts }: { first: number; counts: Int32Array<ArrayBuffer> }): void {
    [this.firstDay, this.endDay, this.days, this.marked] = [first, first + counts.length / TYPES, counts, false];
  }

  /** @returns whether any group is judged otherwise than before. */
  private markGroups(state: State): boolean {
    const { columns, groups, groupFails } = this;
    const marks = (values: readonly string[], chosen: readonly string[], mark: number, has = (value: string) => chosen.includes(value)) =>
      Uint8Array.from(values, value => (chosen.length === 0 || has(value) ? 0 : mark));
    const types = marks(INCIDENT_TYPES, state.types, FAILS_TYPE);
    const actors = marks(columns.actorSets.values, state.actors, FAILS_ACTOR, set => set.split(';').some(code => state.actors.includes(code)));
    const datasets = marks(columns.datasets.values, state.sources, FAILS_DATASET);
    const countries = marks(columns.countries.values, state.countries, FAILS_COUNTRY);
    const regions = marks(columns.regions.values, state.regions, FAILS_REGION);
    let differ = 0;
    for (let group = 0; group < groups.count; group++) {
      const failed = types[groups.type[group]] | actors[groups.actors[group]] | datasets[groups.dataset[group]]
        | countries[groups.country[group]] | regions[groups.region[group]];
      differ |= failed ^ groupFails[group];
      groupFails[group] = failed;
    }
    return differ !== 0;
  }

  private markRows(minDeaths: number, matches: Matches): void {
    [this.out, this.outBefore] = [this.outBefore, this.out];
    const { out, outBefore, columns: { length, deaths, flags } } = this;
    // "Not stated" is no number of deaths: it fails every minimum but none.
    const minimum = minDeaths > 0 ? minDeaths : NOT_STATED;
    let changed = 0;
    for (let row = 0; row < length; row++) {
      out[row] = (((deaths[row] - minimum) >>> 31) | (flags[row] & REMOVED ? 1 : 0)) * FAILS_ROW; // no branch, as in mark
      changed += out[row] ^ outBefore[row];
    }
    this.changedRows = matches ? length : changed / FAILS_ROW;
    if (matches) for (let row = 0; row < length; row++) if (!matches.has(row)) out[row] = FAILS_ROW;
    this.outFor = { minDeaths, matches };
    this.rowsVersion++;
  }

  /**
   * Sums the days of consecutive bars.
   * @param starts first day of each bar, and of the one after the last
   * @returns [bar][type]
   */
  bars(starts: ArrayLike<number>): Int32Array {
    const { days, firstDay, endDay } = this;
    const bars = new Int32Array(Math.max(0, starts.length - 1) * TYPES);
    for (let bar = 0; bar + 1 < starts.length; bar++) {
      const stop = (Math.min(starts[bar + 1], endDay) - firstDay) * TYPES;
      for (let at = Math.max(0, starts[bar] - firstDay) * TYPES; at < stop; at += TYPES) {
        for (let type = 0; type < TYPES; type++) bars[bar * TYPES + type] += days[at + type];
      }
    }
    return bars;
  }
}
