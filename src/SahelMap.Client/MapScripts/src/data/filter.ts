import type { State } from '../state.ts';
import { DEPLOYMENT_KINDS, INCIDENT_TYPES, NORMS } from '../vocabulary.ts';
import { NOT_STATED, REMOVED, type IncidentColumns } from './columns.ts';
import type { Zone } from './zones.ts';

/** Why a row is filtered out, time aside: a bit for each reason, 0 when it passes. */
export const FAILS_TYPE = 1;
export const FAILS_ACTOR = 2;
export const FAILS_OTHER = 4;

/** Rows that hold the searched words, as the server found them; null while nothing is searched for. */
export type Matches = Set<number> | null;

/** Marks each row with what of the filter it fails, but for the period, which moves too often for that. One pass. */
export function markIncidents(columns: IncidentColumns, state: State, matches: Matches, fails: Uint8Array): void {
  const types = Uint8Array.from(INCIDENT_TYPES, type => (state.types.length === 0 || state.types.includes(type) ? 0 : FAILS_TYPE));
  const actors = Uint8Array.from(columns.actorSets.values, set =>
    state.actors.length === 0 || set.split(';').some(code => state.actors.includes(code)) ? 0 : FAILS_ACTOR);
  const datasets = Uint8Array.from(columns.datasets.values, name => (state.sources.length === 0 || state.sources.includes(name) ? 0 : FAILS_OTHER));
  const { length, type, actors: sets, dataset, deaths, flags } = columns;
  // "Not stated" is no number of deaths: it fails every minimum but none.
  const minimum = state.minDeaths > 0 ? state.minDeaths : NOT_STATED;
  for (let row = 0; row < length; row++) {
    fails[row] = types[type[row]] | actors[sets[row]] | datasets[dataset[row]]
      | (deaths[row] < minimum || flags[row] & REMOVED ? FAILS_OTHER : 0);
  }
  if (matches) for (let row = 0; row < length; row++) if (!matches.has(row)) fails[row] |= FAILS_OTHER;
}

export interface ZoneTally {
  shown: number;
  total: number;
  synthetic: number;
  visible: Set<string>;
  byActor: Map<string, number>;
  actorAvailable: Map<string, number>;
  byRole: number[];
  roleAvailable: number[];
  byKind: number[];
  byDataset: Map<string, number>;
}

/**
 * Filters and counts the deployments: one shows when it was there on any day of the period.
 * @param matches those that hold the searched words, as the server found them; null while nothing is searched for
 */
export function tallyZones(zones: Iterable<Zone>, state: State, from: number, until: number, matches: ReadonlySet<string> | null = null): ZoneTally {
  const tally: ZoneTally = {
    shown: 0, total: 0, synthetic: 0, visible: new Set(), byActor: new Map(), actorAvailable: new Map(),
    byRole: NORMS.map(() => 0), roleAvailable: NORMS.map(() => 0), byKind: DEPLOYMENT_KINDS.map(() => 0), byDataset: new Map(),
  };
  const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const zone of zones) {
    tally.total++;
    const p = zone.properties;
    if (zone.from >= until || (zone.until ?? Infinity) <= from) continue;
    if (state.kinds.length > 0 && !state.kinds.includes(p.kind)) continue;
    if (state.sources.length > 0 && !state.sources.includes(p.dataset ?? '')) continue;
    if (matches && !matches.has(zone.id)) continue;
    const actorPasses = state.actors.length === 0 || state.actors.includes(p.actor);
    const rolePasses = state.roles.length === 0 || state.roles.includes(p.role);
    if (rolePasses) add(tally.actorAvailable, p.actor);
    if (actorPasses) tally.roleAvailable[NORMS.indexOf(p.role)]++;
    if (!actorPasses || !rolePasses) continue;
    tally.shown++;
    tally.visible.add(zone.id);
    add(tally.byActor, p.actor);
    add(tally.byDataset, p.dataset ?? '');
    tally.byRole[NORMS.indexOf(p.role)]++;
    tally.byKind[DEPLOYMENT_KINDS.indexOf(p.kind)]++;
    if (p.synthetic) tally.synthetic++;
  }
  return tally;
}
