import { parseDay } from '../days.ts';
import { filterParams, type State } from '../state.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import type { IncidentTally } from './counter.ts';
import { fetchJson } from './fetching.ts';

interface Beside {
  shown: number;
  available: number;
}

/** GET /api/incidents/counts: see IncidentCounts.cs. */
export interface IncidentCounts {
  total: number;
  shown: number;
  synthetic: number;
  deaths: number;
  civilianDeaths: number;
  peacekeeperDeaths: number;
  byType: Record<string, Beside>;
  byActor: Record<string, Beside>;
  bySource: Record<string, number>;
  byCountry: Record<string, Beside>;
  byRegion: Record<string, Beside>;
  days: { first: string | null; byType: Record<string, number[]> };
}

/** Incidents by first day and type, as marks.ts has them: [day - first][type]. */
export interface Days {
  first: number;
  counts: Int32Array<ArrayBuffer>;
}

/** A moving brush asks when it rests, not for each of its places. */
const REST_MS = 250;

/** The numbers of incidents that the page does not hold: asked of the server, once for each choice. */
export class Aggregate {
  tally: IncidentTally | null = null;
  days: Days | null = null;
  private asked = '';
  private timer = 0;
  private aborter = new AbortController();

  /** @param onCounted when numbers have come. */
  constructor(private readonly onCounted: () => void, private readonly onTrouble: (detail: string | null) => void) {}

  /** @param version another for another state of the records. */
  ask(query: string, version: number): void {
    const asked = `${version} ${query}`;
    if (asked === this.asked) return;
    this.asked = asked;
    this.aborter.abort();
    this.aborter = new AbortController();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetch(query), this.tally ? REST_MS : 0);
  }

  private async fetch(query: string): Promise<void> {
    const { signal } = this.aborter;
    try {
      const counts = await fetchJson<IncidentCounts>(`/api/incidents/counts${query && `?${query}`}`, this.onTrouble, signal);
      if (signal.aborted) return;
      [this.tally, this.days] = [tallyOf(counts), daysOf(counts)];
      this.onTrouble(null);
      this.onCounted();
    } catch (error) {
      if (!signal.aborted) this.onTrouble(String(error instanceof Error ? error.message : error));
    }
  }
}

/** The filter of incidents as /api and /tiles take it. */
export function incidentQuery(state: State, from: number, until: number): string {
  const shared = filterParams({ ...state, from, until }).filter(([name]) => name !== 'kind' && name !== 'role');
  return new URLSearchParams(shared).toString().replaceAll('%2C', ',');
}

export function tallyOf(counts: IncidentCounts): IncidentTally {
  const part = (by: Record<string, Beside>, name: keyof Beside) => new Map(Object.entries(by).map(([key, numbers]) => [key, numbers[name]]).filter((pair): pair is [string, number] => Number(pair[1]) > 0));
  const { total, shown, synthetic, deaths, civilianDeaths, peacekeeperDeaths, byType, byActor, byCountry, byRegion } = counts;
  return {
    total, shown, synthetic, deaths, civilianDeaths, peacekeeperDeaths,
    byType: INCIDENT_TYPES.map(type => byType[type]?.shown ?? 0), typeAvailable: INCIDENT_TYPES.map(type => byType[type]?.available ?? 0),
    byActor: part(byActor, 'shown'), actorAvailable: part(byActor, 'available'),
    byDataset: new Map(Object.entries(counts.bySource)),
    byCountry: part(byCountry, 'shown'), countryAvailable: part(byCountry, 'available'),
    byRegion: part(byRegion, 'shown'), regionAvailable: part(byRegion, 'available'),
  };
}

export function daysOf({ days }: IncidentCounts): Days {
  const length = days.first === null ? 0 : Math.max(...Object.values(days.byType).map(counts => counts.length));
  const counts = new Int32Array(length * INCIDENT_TYPES.length);
  INCIDENT_TYPES.forEach((type, t) => days.byType[type]?.forEach((n, day) => (counts[day * INCIDENT_TYPES.length + t] = n)));
  return { first: parseDay(days.first) ?? 0, counts };
}
