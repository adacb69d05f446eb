import { INCIDENT_TYPES } from '../vocabulary.ts';
import { COUNTED_ELSEWHERE, REMOVED, SYNTHETIC, type Dictionary, type IncidentColumns } from './columns.ts';
import { DayIndex } from './dayindex.ts';
import type { IncidentGroups } from './groups.ts';
import { FAILS_ACTOR, FAILS_COUNTRY, FAILS_REGION, FAILS_TYPE, type IncidentMarks } from './marks.ts';

/** What of the incidents passes, counted. "Available": would pass if that one choice were not made; for countries, that of regions neither. */
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
  byCountry: Map<string, number>;
  countryAvailable: Map<string, number>;
  /** By id; the empty text is for where none is known. */
  byRegion: Map<string, number>;
  regionAvailable: Map<string, number>;
}

/** Sums that are kept for each group: incidents, deaths, deaths of civilians, deaths of peacekeepers. */
const SUMS = 4;

/**
 * Counts a million incidents while a period is dragged over them. An incident counts when any of its days lies inside
 * [from, until): those that begin before until, less those that end by from. Both are kept as sums for each group of rows
 * (see groups.ts), so that moving an edge by a month adds or takes away the incidents of that month and touches no other, and
 * another choice of type, actor or place touches the groups alone. Not reentrant; one for each period that is counted.
 */
export class IncidentCounter {
  private columns!: IncidentColumns;
  private groups!: IncidentGroups;
  private byFrom = new DayIndex();
  private byUntil = new DayIndex();
  private actors: ActorSets = new ActorSets([]);
  private total = 0;
  private marks!: IncidentMarks;
  private rowsVersion = NaN;
  /** [group][sum] */
  private sums = new Int32Array(0);
  /** First day not yet among those that begin before, and among those that end by. */
  private from = -Infinity;
  private until = -Infinity;

  /** After rows came or changed. */
  index(columns: IncidentColumns, groups: IncidentGroups): void {
    const { flags, length } = columns;
    [this.columns, this.groups] = [columns, groups];
    this.byFrom = new DayIndex(columns.from, length);
    this.byUntil = new DayIndex(columns.until, length);
    this.actors = new ActorSets(columns.actorSets.values);
    this.sums = new Int32Array(groups.count * SUMS);
    this.total = 0;
    for (let row = 0; row < length; row++) this.total += flags[row] & REMOVED ? 0 : 1;
    this.rowsVersion = NaN; // of no version: all is counted anew
  }

  /** After rows were marked anew. */
  reset(marks: IncidentMarks): void {
    this.marks = marks;
    const versions = marks.rowsVersion - this.rowsVersion;
    if (versions === 0) return;
    this.rowsVersion = marks.rowsVersion;
    if (versions === 1 && marks.fewChanged && this.until > this.from) return this.takeChanges(marks);
    this.sums.fill(0);
    [this.from, this.until] = [-Infinity, -Infinity];
  }

  /** Few rows came in or fell out: they alone are counted. */
  private takeChanges({ out, outBefore }: IncidentMarks): void {
    const { from, until, columns: { length, from: begins, until: ends } } = this;
    for (let row = 0; row < length; row++) {
      if (out[row] !== outBefore[row] && begins[row] < until && ends[row] >= from) this.put(row, out[row] ? -1 : 1);
    }
  }

  /**
   * @param from first day of the period
   * @param until first day outside
   */
  tally(from: number, until: number): IncidentTally {
    // "Ends by from" is until <= from, hence the day after.
    this.moveTo(from + 1, until);
    const { groups, sums, columns, marks: { groupFails } } = this;
    let [shown, deaths, civilianDeaths, peacekeeperDeaths, synthetic] = [0, 0, 0, 0, 0];
    const [byType, typeAvailable] = [INCIDENT_TYPES.map(() => 0), INCIDENT_TYPES.map(() => 0)];
    const numbers = ({ values }: Dictionary) => new Int32Array(values.length);
    const [bySet, setAvailable, byDataset] = [numbers(columns.actorSets), numbers(columns.actorSets), numbers(columns.datasets)];
    const [byCountry, countryAvailable, byRegion, regionAvailable] = [numbers(columns.countries), numbers(columns.countries), numbers(columns.regions), numbers(columns.regions)];
    for (let group = 0; group < groups.count; group++) {
      const n = sums[group * SUMS];
      if (n === 0) continue;
      const failed = groupFails[group];
      if (failed === 0) {
        shown += n;
        byType[groups.type[group]] += n;
        bySet[groups.actors[group]] += n;
        byDataset[groups.dataset[group]] += n;
        byCountry[groups.country[group]] += n;
        byRegion[groups.region[group]] += n;
        if (groups.flags[group] & SYNTHETIC) synthetic += n;
        // Where its dead are in other records too, a sum takes each person once.
        if (!(groups.flags[group] & COUNTED_ELSEWHERE)) {
          deaths += sums[group * SUMS + 1];
          civilianDeaths += sums[group * SUMS + 2];
          peacekeeperDeaths += sums[group * SUMS + 3];
        }
      }
      if ((failed & ~FAILS_TYPE) === 0) typeAvailable[groups.type[group]] += n;
      if ((failed & ~FAILS_ACTOR) === 0) setAvailable[groups.actors[group]] += n;
      if ((failed & ~FAILS_REGION) === 0) regionAvailable[groups.region[group]] += n;
      if ((failed & ~(FAILS_COUNTRY | FAILS_REGION)) === 0) countryAvailable[groups.country[group]] += n;
    }
    const named = ({ values }: Dictionary, counts: Int32Array) => new Map(values.map((name, n) => [name, counts[n]]));
    return {
      shown, total: this.total, deaths, civilianDeaths, peacekeeperDeaths, synthetic, byType, typeAvailable,
      byActor: this.actors.spread(bySet), actorAvailable: this.actors.spread(setAvailable),
      byDataset: named(columns.datasets, byDataset),
      byCountry: named(columns.countries, byCountry), countryAvailable: named(columns.countries, countryAvailable),
      byRegion: named(columns.regions, byRegion), regionAvailable: named(columns.regions, regionAvailable),
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
    const { columns: { length, from: begins, until: ends } } = this;
    this.sums.fill(0);
    for (let row = 0; row < length; row++) if (begins[row] < until && ends[row] >= from) this.add(row, 1);
  }

  /** Adds (or takes away) the rows whose day lies between the edge's old place and its new one. */
  private move(index: DayIndex, old: number, now: number, sign: number): void {
    const [start, end] = [index.startOf(Math.min(old, now)), index.startOf(Math.max(old, now))];
    const direction = now > old ? sign : -sign;
    for (let at = start; at < end; at++) this.add(index.rows[at], direction);
  }

  /** Nothing where it fails by itself, without a branch that no processor can guess. */
  private add(row: number, sign: number): void {
    this.put(row, sign & ((this.marks.out[row] - 1) >> 31));
  }

  private put(row: number, by: number): void {
    const { columns: { deaths, civilianDeaths, peacekeeperDeaths }, sums } = this;
    const at = this.groups.of[row] * SUMS;
    sums[at] += by;
    sums[at + 1] += by * stated(deaths[row]);
    sums[at + 2] += by * stated(civilianDeaths[row]);
    sums[at + 3] += by * stated(peacekeeperDeaths[row]);
  }
}

/** Zero for what is not stated (-1), without a branch. */
const stated = (deaths: number) => deaths & ~(deaths >> 31);

/** Counts of sets of actors as counts of actors. */
class ActorSets {
  private readonly codes: string[] = [];
  /** The actors of each set, by their place among the codes. */
  private readonly members: number[][];

  constructor(sets: readonly string[]) {
    const places = new Map<string, number>();
    this.members = sets.map(set => set.split(';').filter(Boolean).map(code => {
      let place = places.get(code);
      if (place === undefined) places.set(code, (place = this.codes.push(code) - 1));
      return place;
    }));
  }

  spread(counts: Int32Array): Map<string, number> {
    const byActor = new Int32Array(this.codes.length);
    this.members.forEach((members, set) => {
      for (const actor of members) byActor[actor] += counts[set];
    });
    return new Map(this.codes.map((code, n) => [code, byActor[n]]));
  }
}
