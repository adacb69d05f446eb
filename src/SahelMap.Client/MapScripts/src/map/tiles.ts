import type { ExpressionSpecification, Map as MapLibreMap, VectorTileSource } from 'maplibre-gl';
import { BOX_BOUNDS } from '../layers/box.ts';
import { TYPE_COLOURS } from '../palette.ts';
import type { Theme } from '../state.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';

const TILES = 'incident-tiles';

/** Where there are more incidents than a page holds, the server sums them by cell: one circle each, larger for more incidents. */
export class IncidentTiles {
  private readonly notice = document.createElement('div');
  private asked = '';

  /** @param beforeId the layer that lies above incidents. */
  constructor(private readonly map: MapLibreMap, private readonly container: HTMLElement, private readonly beforeId: string, onPick: (id: string) => void) {
    this.notice.className = 'sm-aggregated';
    this.notice.setAttribute('role', 'status');
    // A circle of one incident names it.
    map.on('click', event => {
      if (!map.getLayer(TILES)) return;
      const [one] = map.queryRenderedFeatures(event.point, { layers: [TILES] }).filter(feature => feature.properties.id);
      if (one) onPick(String(one.properties.id));
    });
  }

  /** @param version another for another state of the records. @param words what stands over the map meanwhile. */
  show(query: string, version: number, visible: boolean, theme: Theme, words: string): void {
    if (this.notice.textContent !== words) this.notice.textContent = words;
    if (!this.notice.isConnected) this.container.append(this.notice);
    const tiles = [`${location.origin}/tiles/incidents/{z}/{x}/{y}.mvt${query && `?${query}`}`];
    if (!this.map.getSource(TILES)) {
      this.map.addSource(TILES, { type: 'vector', tiles, minzoom: 0, maxzoom: 12, bounds: BOX_BOUNDS });
      this.map.addLayer({ id: TILES, type: 'circle', source: TILES, 'source-layer': 'incidents', paint: { 'circle-radius': RADIUS, 'circle-color': COLOUR, 'circle-opacity': 0.75, 'circle-stroke-width': 0.8 } }, this.beforeId);
    } else if (this.asked !== `${version} ${query}`) (this.map.getSource(TILES) as VectorTileSource).setTiles(tiles);
    this.asked = `${version} ${query}`;
    this.map.setLayoutProperty(TILES, 'visibility', visible ? 'visible' : 'none');
    this.map.setPaintProperty(TILES, 'circle-stroke-color', theme === 'dark' ? '#1c2024' : '#ffffff');
  }

  hide(): void {
    this.notice.remove();
    if (!this.map.getSource(TILES)) return;
    this.map.removeLayer(TILES);
    this.map.removeSource(TILES);
  }
}

/** The area grows with the number, up to what a cell of 128 to a tile has room for. */
const sized = (least: number, step: number, most: number): ExpressionSpecification => ['min', most, ['+', least, ['*', step, ['sqrt', ['get', 'count']]]]];
const RADIUS: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 4, sized(1.2, 0.25, 7), 8, sized(2, 0.6, 12), 12, sized(4, 1, 16)];
const COLOUR: ExpressionSpecification = ['match', ['get', 'type'], ...INCIDENT_TYPES.flatMap(type => [type, TYPE_COLOURS[type]]), TYPE_COLOURS.Other] as unknown as ExpressionSpecification;
