import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { labelPoint } from '../data/geometry.ts';
import { SAHEL } from './box.ts';
import { around, BOLD, ground, ITALIC, MEDIUM, REGULAR, type LayerGroup, type Look } from './look.ts';

export const BASEMAP = 'basemap';
/** The same tiles, but only the one of the whole world: in it each country and region is in one piece. */
export const WHOLE = 'basemap-whole';
/** One point for the name of each country and region, found in that tile. */
export const AREA_NAMES = 'area-names';
export const BOX = 'box';
const inSahel: ExpressionSpecification = ['in', ['coalesce', ['get', 'country'], ['get', 'iso']], ['literal', SAHEL]];
const byZoom = (...stops: number[]): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], ...stops];

/** The name in the reader's language, or the other one. */
const nameIn = ({ texts }: Look): ExpressionSpecification =>
  texts.language === 'fr' ? ['coalesce', ['get', 'nameFr'], ['get', 'name']] : ['get', 'name'];

export const land: LayerGroup = {
  switch: null,
  layers(look): LayerSpecification[] {
    const g = ground(look);
    const from = (id: string, layer: string) => ({ id, source: BASEMAP, 'source-layer': layer });
    return [
      { id: 'beyond', type: 'background', paint: { 'background-color': g.beyond } },
      { id: 'water', type: 'fill', source: BOX, paint: { 'fill-color': g.water, 'fill-antialias': false } },
      // Draws nothing; it has the tile of the whole world fetched, from which the names get their places.
      { id: 'whole', source: WHOLE, 'source-layer': 'countries', type: 'fill', paint: { 'fill-opacity': 0 } },
      { ...from('land', 'countries'), type: 'fill', paint: { 'fill-color': ['case', inSahel, g.land, g.neighbour] } },
      {
        ...from('region-borders', 'regions'), type: 'line', minzoom: 4.5,
        paint: { 'line-color': g.regionBorder, 'line-width': byZoom(4, 0.6, 8, 1.2) },
      },
      {
        ...from('rivers', 'rivers'), type: 'line',
        filter: ['<=', ['coalesce', ['get', 'rank'], 3], ['step', ['zoom'], 2, 6, 3]],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': g.river, 'line-width': byZoom(4, ['case', ['==', ['get', 'rank'], 1], 1.4, 0.6] as never, 9, ['case', ['==', ['get', 'rank'], 1], 4, 1.6] as never) },
      },
      { ...from('lakes', 'lakes'), type: 'fill', paint: { 'fill-color': g.water, 'fill-outline-color': g.river } },
      {
        ...from('borders', 'countries'), type: 'line',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': g.border, 'line-width': byZoom(4, ['case', inSahel, 1, 0.6] as never, 8, ['case', inSahel, 1.8, 1] as never) },
      },
    ];
  },
};

export const placeNames: LayerGroup = {
  switch: 'labels',
  layers(look): LayerSpecification[] {
    const g = ground(look);
    const name = nameIn(look);
    const from = (id: string, layer: string) => ({ id, source: BASEMAP, 'source-layer': layer, type: 'symbol' as const });
    const areaNames = (id: string, layer: string) => ({ id, source: AREA_NAMES, type: 'symbol' as const, filter: ['==', ['get', 'layer'], layer] as ExpressionSpecification });
    const halo = { 'text-halo-color': g.halo, 'text-halo-width': 1.4, 'text-halo-blur': 0.4 };
    const rank: ExpressionSpecification = ['coalesce', ['get', 'rank'], 4];
    return [
      {
        ...areaNames('country-names', 'countries'), maxzoom: 6.5,
        layout: {
          'text-field': ['upcase', name], 'text-font': BOLD, 'text-size': byZoom(4, 10.5, 6.5, 14), 'text-letter-spacing': 0.16, 'text-max-width': 8,
        },
        paint: { 'text-color': g.countryName, 'text-opacity': 0.85, ...halo },
      },
      {
        ...areaNames('region-names', 'regions'), minzoom: 5.6, maxzoom: 9,
        layout: { 'text-field': ['upcase', name], 'text-font': MEDIUM, 'text-size': byZoom(5.6, 9, 8, 11.5), 'text-letter-spacing': 0.14, 'text-max-width': 7 },
        paint: { 'text-color': g.regionName, 'text-opacity': 0.9, ...halo },
      },
      {
        ...from('river-names', 'rivers'), minzoom: 5, filter: ['<=', ['coalesce', ['get', 'rank'], 3], 2],
        layout: { 'text-field': name, 'text-font': ITALIC, 'text-size': byZoom(5, 10, 8, 12), 'symbol-placement': 'line', 'symbol-spacing': 420, 'text-max-angle': 35 },
        paint: { 'text-color': g.riverName, ...halo },
      },
      {
        ...from('town-names', 'towns'),
        filter: ['<=', rank, ['step', ['zoom'], 1, 5, 2, 7, 3, 8, 4]],
        layout: {
          'icon-image': 'town', 'icon-allow-overlap': false, 'icon-optional': true, 'text-optional': false,
          'text-field': name,
          'text-font': ['case', ['boolean', ['get', 'capital'], false], ['literal', MEDIUM], ['literal', REGULAR]],
          'text-size': byZoom(4, ['match', rank, 1, 11.5, 10.5] as never, 8, ['match', rank, 1, 15, 2, 13.5, 12] as never),
          'text-variable-anchor-offset': around(0.45, 2.4) as never, 'text-justify': 'auto', 'text-padding': 4,
          'symbol-sort-key': rank,
        },
        paint: { 'text-color': g.townName, ...halo },
      },
    ];
  },
};

/** A point in the middle of the largest part of each country and region. */
export function areaNameFeatures(pieces: Record<'countries' | 'regions', GeoJSON.Feature[]>): GeoJSON.FeatureCollection {
  const features = Object.entries(pieces).flatMap(([layer, areas]) => areas
    .filter(area => area.geometry.type === 'Polygon' || area.geometry.type === 'MultiPolygon')
    .map(area => ({
      type: 'Feature' as const,
      properties: { layer, name: area.properties?.name as string, nameFr: (area.properties?.nameFr ?? null) as string | null },
      geometry: { type: 'Point' as const, coordinates: labelPoint(area.geometry as GeoJSON.Polygon) },
    })));
  return { type: 'FeatureCollection', features };
}
