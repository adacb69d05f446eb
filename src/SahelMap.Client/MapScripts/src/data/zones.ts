import { parseDay } from '../days.ts';
import type { DeploymentFeature, DeploymentProperties, OverlapFeature, OverlapProperties } from '../vocabulary.ts';
import { boundsOf, labelPoint, type Bounds } from './geometry.ts';

type Area = GeoJSON.Polygon | GeoJSON.MultiPolygon;

/** A deployment with what drawing and filtering ask for again and again. */
export interface Zone {
  id: string;
  properties: DeploymentProperties;
  geometry: Area;
  from: number;
  until: number | null;
  /** First day on which its norm is no longer served. */
  roleUntil: number | null;
  bounds: Bounds;
  /** Where its name or its symbol stands; found when first asked for. */
  readonly point: [number, number];
}

export interface SharedZone {
  id: string;
  properties: OverlapProperties;
  geometry: Area;
  from: number;
  until: number | null;
  bounds: Bounds;
}

export function zoneOf(feature: DeploymentFeature): Zone {
  const p = feature.properties;
  const { rule } = p;
  let point = rule && typeof rule.lon === 'number' && typeof rule.lat === 'number' ? ([rule.lon, rule.lat] as [number, number]) : null;
  return {
    id: feature.id,
    properties: p,
    geometry: feature.geometry,
    from: parseDay(p.from) ?? 0,
    until: parseDay(p.until),
    roleUntil: parseDay(p.roleUntil),
    bounds: boundsOf(feature.geometry),
    get point() {
      return (point ??= labelPoint(feature.geometry));
    },
  };
}

export function sharedZoneOf(feature: OverlapFeature): SharedZone {
  const p = feature.properties;
  return {
    id: feature.id ?? `${p.poc}_${p.ct}`,
    properties: p,
    geometry: feature.geometry,
    from: parseDay(p.from) ?? 0,
    until: parseDay(p.until),
    bounds: boundsOf(feature.geometry),
  };
}

/** A whole country or several as one zone: the frame that a mandate or an agreement names, not where somebody was. */
export const isFrame = (properties: DeploymentProperties) => properties.rule?.kind === 'Countries';

/** Overlaps that touch the period and have what is chosen on either side: the same rule as the server's. */
export function visibleOverlaps(
  overlaps: Iterable<SharedZone>, zones: ReadonlyMap<string, Zone>, chosen: { actors: string[]; kinds: string[]; roles: string[] }, from: number, until: number): Set<string> {
  const visible = new Set<string>();
  const either = (list: string[], ...values: (string | undefined)[]) => list.length === 0 || values.some(value => value !== undefined && list.includes(value));
  for (const overlap of overlaps) {
    const { poc, ct, pocActor, ctActor } = overlap.properties;
    const touches = overlap.from < until && (overlap.until ?? Infinity) > from;
    const kinds = [zones.get(poc)?.properties.kind, zones.get(ct)?.properties.kind];
    if (touches && either(chosen.actors, pocActor, ctActor) && either(chosen.kinds, ...kinds) && either(chosen.roles, 'PoC', 'CT')) visible.add(overlap.id);
  }
  return visible;
}
