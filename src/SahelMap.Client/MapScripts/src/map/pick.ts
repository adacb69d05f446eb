import type { MapCanvas } from './canvas.ts';
import type { IncidentColumns } from '../data/columns.ts';
import { OVERLAP_FILLS } from '../layers/overlaps.ts';

/** A cell is a cluster or a hexagon, by its place among those drawn. */
export type Hit = { kind: 'incident'; id: string; row: number } | { kind: 'cell'; id: string; index: number } | { kind: 'deployment' | 'overlap'; id: string };

/** What lies under a pixel, by what one most likely means: incident, base, cluster or hexagon, overlap, zone; small before large. */
export function hitsAt(canvas: MapCanvas, columns: IncidentColumns, x: number, y: number, visible: { zones: ReadonlySet<string>; overlaps: ReadonlySet<string> }, depth: number): Hit[] {
  const hits: Hit[] = [];
  for (const row of canvas.incidentRowsAt(x, y, depth)) hits.push({ kind: 'incident', id: columns.ids.text(row), row });
  const under = (layers: string[], kind: 'deployment' | 'overlap', shown: ReadonlySet<string>) => {
    const here = layers.filter(layer => canvas.map.getLayer(layer));
    const features = here.length > 0 ? canvas.map.queryRenderedFeatures([x, y], { layers: here }) : [];
    const ordered = features
      .map(feature => ({ id: String(feature.properties.id), size: Number(feature.properties.size ?? 0) }))
      .filter(feature => shown.has(feature.id))
      .sort((a, b) => a.size - b.size);
    for (const { id } of ordered) if (!hits.some(hit => hit.kind === kind && hit.id === id)) hits.push({ kind, id });
  };
  under(['sites'], 'deployment', visible.zones);
  const cell = canvas.gatheredAt(x, y);
  if (cell >= 0) hits.push({ kind: 'cell', id: String(cell), index: cell });
  under(OVERLAP_FILLS, 'overlap', visible.overlaps);
  under(['zone-fill', 'site-radius-fill'], 'deployment', visible.zones);
  return hits;
}
