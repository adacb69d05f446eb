import type { LayerSpecification, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { AREA_NAMES, BASEMAP, BOX, WHOLE } from '../layers/basemap.ts';
import { BOX_BOUNDS } from '../layers/box.ts';
import { CIRCLES } from '../layers/gathered.ts';
import { GROUPS } from '../layers/index.ts';
import type { LayerGroup, Look } from '../layers/look.ts';
import { OVERLAPS } from '../layers/overlaps.ts';
import { STUDY } from '../layers/study.ts';
import { SITES, ZONE_NAMES, ZONES } from '../layers/zones.ts';
import type { LayerName } from '../state.ts';

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const [WEST, SOUTH, EAST, NORTH] = BOX_BOUNDS;

export function styleOf(look: Look, shown: readonly LayerName[]): StyleSpecification {
  // A whole address: the worker that fetches it has another base than the page.
  const tiles = [`${location.origin}/tiles/basemap/{z}/{x}/{y}.mvt`];
  return {
    version: 8,
    sources: {
      [BASEMAP]: { type: 'vector', tiles, minzoom: 0, maxzoom: 10, bounds: BOX_BOUNDS },
      [WHOLE]: { type: 'vector', tiles, minzoom: 0, maxzoom: 0 },
      [AREA_NAMES]: { type: 'geojson', data: EMPTY },
      [BOX]: {
        type: 'geojson',
        data: { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]] } },
      },
      [ZONES]: { type: 'geojson', data: EMPTY, promoteId: 'id', tolerance: 0.2 },
      [OVERLAPS]: { type: 'geojson', data: EMPTY, promoteId: 'id', tolerance: 0.2 },
      [STUDY]: { type: 'geojson', data: EMPTY },
      [ZONE_NAMES]: { type: 'geojson', data: EMPTY, promoteId: 'id' },
      [CIRCLES]: { type: 'geojson', data: EMPTY },
      [SITES]: { type: 'geojson', data: EMPTY, promoteId: 'id' },
    },
    layers: layersOf(look, shown),
    transition: { duration: 0, delay: 0 },
  };
}

function layersOf(look: Look, shown: readonly LayerName[]): LayerSpecification[] {
  return GROUPS.flatMap(group => group.layers(look).map(layer => withVisibility(layer, isShown(group, shown))));
}

const isShown = (group: LayerGroup, shown: readonly LayerName[]) => group.switch === null || shown.includes(group.switch);

function withVisibility(layer: LayerSpecification, visible: boolean): LayerSpecification {
  const layout = 'layout' in layer ? layer.layout : {};
  return { ...layer, layout: { ...layout, visibility: visible ? 'visible' : 'none' } } as LayerSpecification;
}

/**
 * Repaints for another theme, language or choice of layers by changing what differs. The style is never set anew:
 * that would throw away the data and the layers that deck.gl has put between ours.
 */
export function restyle(map: MapLibreMap, before: { look: Look; shown: readonly LayerName[] }, after: { look: Look; shown: readonly LayerName[] }): void {
  const old = new Map(layersOf(before.look, before.shown).map(layer => [layer.id, layer]));
  for (const layer of layersOf(after.look, after.shown)) {
    change(old.get(layer.id), layer, 'paint', (name, value) => map.setPaintProperty(layer.id, name as never, value as never));
    change(old.get(layer.id), layer, 'layout', (name, value) => map.setLayoutProperty(layer.id, name as never, value as never));
  }
}

function change(before: LayerSpecification | undefined, after: LayerSpecification, part: 'paint' | 'layout', set: (name: string, value: unknown) => void): void {
  const [old, now] = [(before as Record<string, unknown>)?.[part] ?? {}, (after as unknown as Record<string, unknown>)[part] ?? {}] as Record<string, unknown>[];
  for (const name of Object.keys(now)) if (JSON.stringify(old[name]) !== JSON.stringify(now[name])) set(name, now[name]);
}

