import type { IncidentTally } from './data/counter.ts';
import type { ZoneTally } from './data/filter.ts';
import { formatDay } from './days.ts';
import { filterParams, type Selection, type Show, type State, type TableName, type Theme, type View, type Weight } from './state.ts';
import type { Language } from './texts.ts';
import { DEPLOYMENT_KINDS, INCIDENT_TYPES, NORMS } from './vocabulary.ts';

// What goes to C# as JSON; src/SahelMap.Client/Map reads it. Members that C# does not name are for tests and for later.

/** The state in force: defaults filled in. A null list restricts nothing. */
export interface WireState {
  lon: number;
  lat: number;
  zoom: number;
  /** ISO days; until is the first day outside. */
  from: string;
  until: string;
  /** The days that the time axis holds, whatever the period is. */
  axisFrom: string;
  axisUntil: string;
  /** The address names no period: all of it is meant, and what comes later too. */
  wholePeriod: boolean;
  actors: string[] | null;
  roles: string[] | null;
  types: string[] | null;
  kinds: string[] | null;
  sources: string[] | null;
  countries: string[] | null;
  regions: string[] | null;
  minDeaths: number | null;
  q: string | null;
  /** The second period, while two are compared. */
  compare: { from: string; until: string } | null;
  layers: { zones: boolean; incidents: boolean; overlaps: boolean; labels: boolean };
  show: Show;
  weigh: Weight;
  selection: Selection | null;
  panel: string | null;
  table: TableName | null;
  analysis: string | null;
  lang: Language;
  theme: Theme;
  /** The filter as /api and /export take it, without a question mark. It names the first day always, so that lists count what the map counts. */
  query: string;
}

export interface Facts {
  axis: readonly [number, number];
  view: View;
  from: number;
  until: number;
  lang: Language;
  theme: Theme;
}

export function wireState(state: State, facts: Facts): WireState {
  const list = (items: string[]) => (items.length > 0 ? items : null);
  return {
    lon: round(facts.view.lon, 5), lat: round(facts.view.lat, 5), zoom: round(facts.view.zoom, 2),
    from: formatDay(facts.from), until: formatDay(facts.until), axisFrom: formatDay(facts.axis[0]), axisUntil: formatDay(facts.axis[1]), wholePeriod: state.from === null && state.until === null,
    actors: list(state.actors), roles: list(state.roles), types: list(state.types), kinds: list(state.kinds), sources: list(state.sources),
    countries: list(state.countries), regions: list(state.regions),
    minDeaths: state.minDeaths > 0 ? state.minDeaths : null, q: state.q || null,
    compare: state.compare && { from: formatDay(state.compare.from), until: formatDay(state.compare.until) },
    layers: {
      zones: state.layers.includes('zones'), incidents: state.layers.includes('incidents'),
      overlaps: state.layers.includes('overlaps'), labels: state.layers.includes('labels'),
    },
    show: state.show, weigh: state.weigh, selection: state.selection, panel: state.panel, table: state.table, analysis: state.analysis, lang: facts.lang, theme: facts.theme,
    query: new URLSearchParams(filterParams({ ...state, from: facts.from })).toString().replaceAll('%2C', ','),
  };
}

/** Every number obeys every active filter. "available" numbers leave out the one choice they stand beside. */
export interface WireCounts {
  incidents: { shown: number; total: number; deaths: number; civilianDeaths: number; peacekeeperDeaths: number; synthetic: number };
  deployments: { shown: number; total: number; synthetic: number };
  overlaps: { shown: number; total: number };
  /** The same of the second period, while two are compared. */
  compare: PeriodCounts | null;
  byActor: Record<string, { deployments: number; incidents: number; deploymentsAvailable: number; incidentsAvailable: number }>;
  byRole: Record<string, number>;
  byRoleAvailable: Record<string, number>;
  byType: Record<string, number>;
  byTypeAvailable: Record<string, number>;
  byKind: Record<string, number>;
  bySource: Record<string, { deployments: number; incidents: number }>;
  /** Incidents; the empty name is for those of which none is known. Available: whatever the countries and regions chosen. */
  byCountry: Record<string, PlaceCount>;
  byRegion: Record<string, PlaceCount>;
}

export interface PlaceCount {
  shown: number;
  available: number;
}

export interface PeriodCounts {
  incidents: number;
  deaths: number;
  civilianDeaths: number;
  deployments: number;
  overlaps: number;
}

export const periodCounts = ({ incidents, zones, overlaps }: { incidents: IncidentTally; zones: ZoneTally; overlaps: ReadonlySet<string> }): PeriodCounts => ({
  incidents: incidents.shown, deaths: incidents.deaths, civilianDeaths: incidents.civilianDeaths, deployments: zones.shown, overlaps: overlaps.size,
});

export function wireCounts(
  incidents: IncidentTally, zones: ZoneTally, overlaps: { shown: number; total: number }, compare: PeriodCounts | null, actors: Iterable<string>): WireCounts {
  const named = <T extends string>(names: readonly T[], numbers: readonly number[]) =>
    Object.fromEntries(names.map((name, n) => [name, numbers[n]])) as Record<T, number>;
  const codes = new Set([...actors, ...incidents.actorAvailable.keys(), ...zones.actorAvailable.keys()]);
  const sources = new Set([...incidents.byDataset.keys(), ...zones.byDataset.keys()].filter(Boolean));
  const places = (shown: ReadonlyMap<string, number>, available: ReadonlyMap<string, number>) =>
    Object.fromEntries([...available].map(([name, n]) => [name, { shown: shown.get(name) ?? 0, available: n }]));
  return {
    incidents: {
      shown: incidents.shown, total: incidents.total, deaths: incidents.deaths, civilianDeaths: incidents.civilianDeaths,
      peacekeeperDeaths: incidents.peacekeeperDeaths, synthetic: incidents.synthetic,
    },
    deployments: { shown: zones.shown, total: zones.total, synthetic: zones.synthetic },
    overlaps,
    compare,
    byActor: Object.fromEntries([...codes].map(code => [code, {
      deployments: zones.byActor.get(code) ?? 0, incidents: incidents.byActor.get(code) ?? 0,
      deploymentsAvailable: zones.actorAvailable.get(code) ?? 0, incidentsAvailable: incidents.actorAvailable.get(code) ?? 0,
    }])),
    byRole: named(NORMS, zones.byRole), byRoleAvailable: named(NORMS, zones.roleAvailable),
    byType: named(INCIDENT_TYPES, incidents.byType), byTypeAvailable: named(INCIDENT_TYPES, incidents.typeAvailable),
    byKind: named(DEPLOYMENT_KINDS, zones.byKind),
    bySource: Object.fromEntries([...sources].map(name => [name, { deployments: zones.byDataset.get(name) ?? 0, incidents: incidents.byDataset.get(name) ?? 0 }])),
    byCountry: places(incidents.byCountry, incidents.countryAvailable), byRegion: places(incidents.byRegion, incidents.regionAvailable),
  };
}

const round = (n: number, digits: number) => Number(n.toFixed(digits));
