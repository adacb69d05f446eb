import { parseDay } from '../days.ts';
import { DATE_PRECISIONS, GEO_PRECISIONS, INCIDENT_TYPES, type Actor, type ChangeBatch, type DeploymentFeature, type Mandate, type RecordChange } from '../vocabulary.ts';
import { COUNTED_ELSEWHERE, NOT_STATED, SYNTHETIC, type IncidentRow } from './columns.ts';
import type { Store } from './store.ts';
import { zoneOf } from './zones.ts';

/** What a batch touched, and where. */
export interface Applied {
  actors: boolean;
  mandates: boolean;
  deployments: boolean;
  incidents: boolean;
  places: [number, number][];
}

type Incident = GeoJSON.Feature<GeoJSON.Point, Record<string, unknown>> & { id: string; key: number };

/** Brings the store up to one committed transaction. A change that the loaded data already hold is left out. */
export async function applyBatch(store: Store, batch: ChangeBatch, fetchRecord: (change: RecordChange) => Promise<unknown>): Promise<Applied> {
  const applied: Applied = { actors: false, mandates: false, deployments: false, incidents: false, places: [] };
  const fresh = batch.changes.filter(change => {
    const known = change.layer === 'deployments' || change.layer === 'incidents' ? store.positions[change.layer] : null;
    return known === null || batch.position > known;
  });
  // Deleted since, or too large to push: the record is asked for, and not there in the first case.
  const records = await Promise.all(fresh.map(change => (change.op === 'deleted' ? null : (change.record ?? fetchRecord(change)))));
  removeFormer(store, fresh, records, applied.places);
  fresh.forEach((change, n) => {
    const record = records[n];
    applied[change.layer] = true;
    if (change.layer === 'incidents') putIncident(store, record as Incident | null, applied.places);
    else if (change.layer === 'deployments') applyDeployment(store, change, record as DeploymentFeature | null, applied.places);
    else if (change.layer === 'actors') put(store.actors, change.id, record as Actor | null);
    else put(store.mandates, change.id, record as Mandate | null);
  });
  for (const layer of ['deployments', 'incidents'] as const) {
    store.positions[layer] = Math.max(batch.position, store.positions[layer] ?? 0);
  }
  return applied;
}

function put<T>(map: Map<string, T>, id: string, record: T | null): void {
  if (record) map.set(id, record);
  else map.delete(id);
}

/** A record that was deleted and came again has another key than before; one that was given another id has the same. */
function removeFormer(store: Store, changes: RecordChange[], records: unknown[], places: [number, number][]): void {
  if (store.aggregated) return;
  const { columns } = store;
  changes.forEach(({ layer, key }, n) => {
    if (layer !== 'incidents' || typeof key !== 'number' || key === (records[n] as Incident | null)?.key) return;
    const row = columns.remove(key);
    if (row >= 0) places.push([columns.lon[row], columns.lat[row]]);
  });
}

function putIncident({ columns, aggregated }: Store, record: Incident | null, places: [number, number][]): void {
  if (!record) return;
  const values = rowOf(record);
  places.push([values.lon, values.lat]);
  // Where the page holds no incidents, the server draws and counts this one too.
  if (aggregated) return;
  columns.ids.names.know(record.key, record.id);
  columns.upsert(record.key, values);
}

function applyDeployment(store: Store, change: RecordChange, record: DeploymentFeature | null, places: [number, number][]): void {
  const before = store.zones.get(change.id);
  if (record && before && before.properties.revision > change.revision) return;
  const after = record ? zoneOf({ ...record, id: change.id }) : null;
  put(store.zones, change.id, after);
  const there = after ?? before;
  if (there) places.push(there.point);
}

export function rowOf(feature: Incident): IncidentRow {
  const p = feature.properties;
  const [lon, lat] = feature.geometry.coordinates;
  const from = parseDay(p.from as string) ?? 0;
  const deaths = (value: unknown) => (typeof value === 'number' ? value : NOT_STATED);
  return {
    lon, lat, from,
    until: parseDay(p.until as string) ?? from + 1,
    type: place(INCIDENT_TYPES, p.type, 'Other'),
    datePrecision: place(DATE_PRECISIONS, p.datePrecision, 'Unknown'),
    geoPrecision: place(GEO_PRECISIONS, p.geoPrecision, 'Unknown'),
    deaths: deaths(p.deathsBest),
    civilianDeaths: deaths(p.civilianDeaths),
    peacekeeperDeaths: deaths(p.peacekeeperDeaths),
    actors: Array.isArray(p.actors) ? p.actors.join(';') : '',
    dataset: String(p.dataset ?? ''),
    country: String(p.country ?? ''),
    region: String(p.admin1 ?? ''),
    flags: (p.synthetic ? SYNTHETIC : 0) | (p.countedElsewhere ? COUNTED_ELSEWHERE : 0),
  };
}

function place(vocabulary: readonly string[], value: unknown, otherwise: string): number {
  const index = vocabulary.indexOf(String(value));
  return index >= 0 ? index : vocabulary.indexOf(otherwise);
}
