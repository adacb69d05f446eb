import { INCIDENT_TYPES } from '../vocabulary.ts';
import { COUNTED_ELSEWHERE, REMOVED, SYNTHETIC, type IncidentColumns } from './columns.ts';
import { FAILS_ACTOR, FAILS_TYPE } from './filter.ts';

/** What of the incidents passes, counted. "Available": would pass if that one choice were not made. */
export interface IncidentTally {
  shown: number;
  total: number;
  deaths: number;
  civilianDeaths: number;
  peacekeeperDeaths: number;
  synthetic: number;
  byType: number[];
  typeAvailable: number[];
  byActor: Map<string, number>;
  actorAvailable: Map<string, number>;
  byDataset: Map<string, number>;
  /** [month - firstMonth][type], under every filter but the period: the period is what one picks on it. */
  months: Int32Array;
  firstMonth: number;
}

const TYPES = INCIDENT_TYPES.length;
// Where each sum stands among the sums; those of sets of actors and of datasets follow.
const [SHOWN, DEATHS, CIVILIANS, PEACEKEEPERS, SYNTHETICS, BY_TYPE] = [0, 1, 2, 3, 4, 5];
const FAILED_TYPE = BY_TYPE + TYPES;
const BY_SET = FAILED_TYPE + TYPES;

/**
 * Counts a million incidents while a period is dragged over them. An incident counts when any of its days lies inside
 * [from, until): those that begin before until, less those that end by from. Both sets are kept as sums, so that moving an
 * edge by a month adds or takes away the incidents of that month and touches no other. Not reentrant; one for each page.
 */
export class IncidentCounter {
  private columns!: IncidentColumns;
  private fails!: Uint8Array;
  private byFrom = new DayIndex();
  private byUntil = new DayIndex();
  private sums = new Float64Array(0);
  private total = 0;
  private months = new Int32Array(0);
  private firstMonth = 0;
  /** First day not yet among those that begin before, and among those that end by. */
  private from = -Infinity;
  private until = -Infinity;

  /** After rows came or changed. */
  index(columns: IncidentColumns): void {
    this.columns = columns;
    this.byFrom = new DayIndex(columns.from, columns.length);
    this.byUntil = new DayIndex(columns.until, columns.length);
  }

  /** After rows were marked anew (markIncidents). */
  reset(fails: Uint8Array): void {
    const { columns } = this;
    this.fails = fails;
    this.sums = new Float64Array(BY_SET + 2 * columns.actorSets.values.length + columns.datasets.values.length);
    [this.from, this.until] = [-Infinity, -Infinity];
    this.countMonths();
  }

  private countMonths(): void {
    const { month, type, flags, length } = this.columns;
    let [first, last] = [Infinity, -Infinity];
    for (let row = 0; row < length; row++) {
      if (month[row] < first) first = month[row];
      if (month[row] > last) last = month[row];
    }
    this.firstMonth = length > 0 ? first : 0;
    this.months = new Int32Array(length > 0 ? (last - first + 1) * TYPES : 0);
    this.total = 0;
    for (let row = 0; row < length; row++) {
      if (flags[row] & REMOVED) continue;
      this.total++;
      if (this.fails[row] === 0) this.months[(month[row] - first) * TYPES + type[row]]++;
    }
  }

  /**
   * @param from first day of the period
   * @param until first day outside
   * @param firstMonth the axis on which months are wanted
   */
  tally(from: number, until: number, firstMonth: number, monthCount: number): IncidentTally {
    // "Ends by from" is until <= from, hence the day after.
    this.moveTo(from + 1, until);
    const { sums } = this;
    const { actorSets, datasets } = this.columns;
    const sets = actorSets.values.length;
    const part = (start: number, count: number) => Array.from(sums.subarray(start, start + count));
    const [byType, failedType] = [part(BY_TYPE, TYPES), part(FAILED_TYPE, TYPES)];
    const [bySet, failedSet] = [part(BY_SET, sets), part(BY_SET + sets, sets)];
    const months = new Int32Array(monthCount * TYPES);
    const shift = (this.firstMonth - firstMonth) * TYPES;
    for (let at = Math.max(0, -shift); at < this.months.length && at + shift < months.length; at++) months[at + shift] = this.months[at];
    return {
      shown: sums[SHOWN], total: this.total, deaths: sums[DEATHS], civilianDeaths: sums[CIVILIANS], peacekeeperDeaths: sums[PEACEKEEPERS],
      synthetic: sums[SYNTHETICS], byType,
      typeAvailable: byType.map((n, type) => n + failedType[type]),
      byActor: spread(actorSets.values, bySet),
      actorAvailable: spread(actorSets.values, bySet.map((n, set) => n + failedSet[set])),
      byDataset: new Map(datasets.values.map((name, n) => [name, sums[BY_SET + 2 * sets + n]])),
      months, firstMonth,
    };
  }

  private moveTo(from: number, until: number): void {
    const moved = this.byFrom.between(this.until, until) + this.byUntil.between(this.from, from);
    if (moved * 4 > this.columns.length) this.recount(from, until);
    else {
      this.move(this.byFrom, this.until, until, 1);
      this.move(this.byUntil, this.from, from, -1);
    }
    [this.from, this.until] = [from, until];
  }

  /** A jump goes through all rows as they lie in memory, which is faster than to gather half of them. */
  private recount(from: number, until: number): void {
    const { columns } = this;
    this.sums.fill(0);
    for (let row = 0; row < columns.length; row++) if (columns.from[row] < until && columns.until[row] >= from) this.add(row, 1);
  }

  /** Adds (or takes away) the rows whose day lies between the edge's old place and its new one. */
  private move(index: DayIndex, old: number, now: number, sign: number): void {
    const [start, end] = [index.startOf(Math.min(old, now)), index.startOf(Math.max(old, now))];
    const direction = now > old ? sign : -sign;
    for (let at = start; at < end; at++) this.add(index.rows[at], direction);
  }

  private add(row: number, sign: number): void {
    const { columns: c, fails, sums } = this;
    const flags = c.flags[row];
    if (flags & REMOVED) return;
    const failed = fails[row];
    const sets = c.actorSets.values.length;
    if (failed === 0) {
      sums[SHOWN] += sign;
      sums[BY_TYPE + c.type[row]] += sign;
      sums[BY_SET + c.actors[row]] += sign;
      sums[BY_SET + 2 * sets + c.dataset[row]] += sign;
      if (flags & SYNTHETIC) sums[SYNTHETICS] += sign;
      // Its dead are in other records too: a sum takes each person once.
      if (flags & COUNTED_ELSEWHERE) return;
      if (c.deaths[row] > 0) sums[DEATHS] += sign * c.deaths[row];
      if (c.civilianDeaths[row] > 0) sums[CIVILIANS] += sign * c.civilianDeaths[row];
      if (c.peacekeeperDeaths[row] > 0) sums[PEACEKEEPERS] += sign * c.peacekeeperDeaths[row];
    } else if (failed === FAILS_TYPE) sums[FAILED_TYPE + c.type[row]] += sign;
    else if (failed === FAILS_ACTOR) sums[BY_SET + sets + c.actors[row]] += sign;
  }
}

/** Rows in the order of a day, by counting sort, and where each day begins among them. */
class DayIndex {
  readonly rows: Int32Array;
  private readonly starts: Int32Array;
  private readonly first: number;

  constructor(days: Int32Array = new Int32Array(0), length = 0) {
    let [first, last] = [0, 0];
    for (let row = 0; row < length; row++) {
      if (row === 0 || days[row] < first) first = days[row];
      if (row === 0 || days[row] > last) last = days[row];
    }
    this.first = first;
    const starts = (this.starts = new Int32Array(last - first + 2));
    for (let row = 0; row < length; row++) starts[days[row] - first + 1]++;
    for (let day = 1; day < starts.length; day++) starts[day] += starts[day - 1];
    const next = starts.slice();
    this.rows = new Int32Array(length);
    for (let row = 0; row < length; row++) this.rows[next[days[row] - first]++] = row;
  }

  /** How many rows have a day between these two. */
  between(a: number, b: number): number {
    return Math.abs(this.startOf(a) - this.startOf(b));
  }

  /** How many rows have an earlier day. */
  startOf(day: number): number {
    return this.starts[Math.max(0, Math.min(this.starts.length - 1, day - this.first))];
  }
}

/** Counts of sets of actors as counts of actors. */
function spread(sets: readonly string[], counts: readonly number[]): Map<string, number> {
  const byActor = new Map<string, number>();
  sets.forEach((set, n) => {
    if (counts[n] > 0) for (const code of set.split(';')) if (code) byActor.set(code, (byActor.get(code) ?? 0) + counts[n]);
  });
  return byActor;
}
