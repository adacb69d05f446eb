import type { State } from '../state.ts';
import { DEPLOYMENT_KINDS, NORMS } from '../vocabulary.ts';
import type { Zone } from './zones.ts';

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
 * @param inPlaces those whose area touches the countries and regions chosen, as the server found them; null: none is chosen
 * @param matches those that hold the searched words, as the server found them; null while nothing is searched for
 */
export function tallyZones(
  zones: Iterable<Zone>, state: State, inPlaces: ReadonlySet<string> | null, from: number, until: number, matches: ReadonlySet<string> | null = null): ZoneTally {
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
    if (inPlaces && !inPlaces.has(zone.id)) continue;
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
