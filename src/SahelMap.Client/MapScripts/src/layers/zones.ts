import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { isFrame, type Zone } from '../data/zones.ts';
import { boxArea } from '../data/geometry.ts';
import { inkOf, NO_COLOUR, readableLine } from '../palette.ts';
import type { Texts } from '../texts.ts';
import { isSite, type Actor, type Edge } from '../vocabulary.ts';
import { around, BOLD, ground, MEDIUM, type LayerGroup } from './look.ts';
import { siteSymbol } from '../map/symbols.ts';
import { edgeLevels } from './insets.ts';

export const ZONES = 'zones';
export const ZONE_NAMES = 'zone-names';
export const SITES = 'sites';

/** In line widths. A deployment that protects civilians has a solid edge whoever it is; one against terrorism its actor's dash. */
export const DASHES: Record<Exclude<Edge, 'solid'>, number[]> = {
  'long-dash': [5, 2.2],
  'dash-dot': [3.6, 1.5, 1, 1.5],
  'short-dash': [2.4, 1.5],
  dotted: [1, 1.3],
  'fine-dash': [1.5, 0.9],
};

/** How dense a ground is that nobody looks at, and its edges, for who else draws zones (map/still.ts). */
export const GROUND_DENSITY = { area: 0.12, frame: 0.045, site: 0.06 } as const;
export const EDGE_DENSITY = { area: 0.95, site: 0.55 } as const;
export const SITE_EDGE = 0.9;

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
const when = (cases: [string, number][], otherwise: number): ExpressionSpecification =>
  ['case', ['!', state('on')], 0, ...cases.flatMap(([name, value]) => [state(name), value]), otherwise] as ExpressionSpecification;
const isArea: ExpressionSpecification = ['!', ['get', 'site']];

export const zoneGrounds: LayerGroup = {
  switch: 'zones',
  layers(): LayerSpecification[] {
    return [
      {
        id: 'zone-fill', type: 'fill', source: ZONES, filter: isArea,
        layout: { 'fill-sort-key': ['-', 0, ['get', 'size']] },
        paint: {
          'fill-color': ['get', 'colour'], 'fill-antialias': false,
          'fill-opacity': ['case', ['!', state('on')], 0, state('selected'), 0.26, state('hover'), 0.17, ['get', 'frame'], GROUND_DENSITY.frame, GROUND_DENSITY.area],
        },
      },
      {
        id: 'site-radius-fill', type: 'fill', source: ZONES, filter: ['get', 'site'],
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': when([['selected', 0.2], ['hover', 0.14]], GROUND_DENSITY.site), 'fill-antialias': false },
      },
    ];
  },
};

export const zoneEdges: LayerGroup = {
  switch: 'zones',
  layers(look): LayerSpecification[] {
    const colour: ExpressionSpecification = ['get', look.theme === 'dark' ? 'lineDark' : 'line'];
    const width = (thin: number, thick: number): ExpressionSpecification =>
      ['interpolate', ['linear'], ['zoom'], 4, ['case', state('selected'), thin + 1.6, thin], 9, ['case', state('selected'), thick + 1.8, thick]];
    // Edges that coincide lie side by side: each dashed one a little further inside its own zone.
    const inset: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 4, ['*', 0.7, ['get', 'inset']], 8, ['get', 'inset']];
    return [
      {
        id: 'zone-edge', type: 'line', source: ZONES, filter: ['all', isArea, ['==', ['get', 'edge'], 'solid']],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour, 'line-width': width(1.8, 2.8), 'line-opacity': when([], EDGE_DENSITY.area) },
      },
      {
        id: 'zone-dash-casing', type: 'line', source: ZONES, filter: ['all', isArea, ['!=', ['get', 'edge'], 'solid']],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': ground(look).halo, 'line-width': width(3.2, 4.4), 'line-offset': inset, 'line-opacity': when([], 0.35) },
      },
      {
        id: 'zone-dash', type: 'line', source: ZONES, filter: ['all', isArea, ['!=', ['get', 'edge'], 'solid']],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': colour, 'line-width': width(1.9, 2.8), 'line-offset': inset, 'line-opacity': when([], 1),
          'line-dasharray': ['match', ['get', 'edge'], ...Object.entries(DASHES).flatMap(([edge, dash]) => [edge, ['literal', dash]]), ['literal', [4, 2]]] as never,
        },
      },
      {
        id: 'site-radius', type: 'line', source: ZONES, filter: ['get', 'site'],
        paint: { 'line-color': colour, 'line-width': ['case', state('selected'), 2, SITE_EDGE], 'line-opacity': when([['selected', 1], ['hover', 1]], EDGE_DENSITY.site) },
      },
    ];
  },
};

/** Half symbols left or right of the place. Tiles turn arrays in properties into text, so the offset is looked up. */
const slotOffset: ExpressionSpecification = [
  'match', ['get', 'slot'], ...Array.from({ length: 23 }, (_, n) => n - 11).flatMap(slot => [slot, ['literal', [slot * 9, 0]]]), ['literal', [0, 0]],
] as never;

export const sites: LayerGroup = {
  switch: 'zones',
  layers(look): LayerSpecification[] {
    return [{
      id: 'sites', type: 'symbol', source: SITES,
      layout: {
        'icon-image': ['get', 'icon'], 'icon-offset': slotOffset, 'icon-allow-overlap': true, 'icon-padding': 1,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 4, 0.62, 5.5, 0.78, 8, 1.15],
        'text-field': ['step', ['zoom'], '', 7, ['get', 'name']], 'text-font': MEDIUM, 'text-size': 11, 'text-max-width': 9,
        'text-variable-anchor-offset': [...around(1.1, 2.8).slice(4, 8), ...around(1.1, 2.8)] as never, 'text-justify': 'auto', 'text-optional': true,
      },
      paint: { 'text-color': ['get', look.theme === 'dark' ? 'inkDark' : 'ink'], 'text-halo-color': ground(look).halo, 'text-halo-width': 1.5 },
    }];
  },
};

export const zoneNames: LayerGroup = {
  switch: 'zones',
  layers(look): LayerSpecification[] {
    return [{
      id: 'zone-names', type: 'symbol', source: ZONE_NAMES,
      layout: {
        'text-field': ['get', 'name'], 'text-font': BOLD, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10.5, 8, 13], 'text-max-width': 9,
        // The nearest place that no circle and no other name takes.
        'text-variable-anchor-offset': ['center', [0, 0], 'top', [0, 1], 'bottom', [0, -1], 'left', [1.5, 0], 'right', [-1.5, 0], 'top', [0, 3], 'bottom', [0, -3], 'left', [4, 1], 'right', [-4, 1]],
        'text-justify': 'auto', 'text-padding': 4, 'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': ['get', look.theme === 'dark' ? 'inkDark' : 'ink'], 'text-halo-color': ground(look).halo, 'text-halo-width': 1.8, 'text-halo-blur': 0.3 },
    }];
  },
};

/** The zones as the map draws them: everything that does not change with the filter. */
export function zoneFeatures(all: Iterable<Zone>, actors: ReadonlyMap<string, Actor>): GeoJSON.FeatureCollection {
  const zones = [...all];
  const dashed = zones.filter(zone => zone.properties.role === 'CT' && !isSite(zone.properties.kind));
  const levels = edgeLevels(dashed.sort((a, b) => boxArea(b.bounds) - boxArea(a.bounds)));
  const features = zones.map(zone => {
    const { actor, kind, role } = zone.properties;
    const colour = actors.get(actor)?.colour ?? NO_COLOUR;
    const dash = actors.get(actor)?.edge ?? 'long-dash';
    const edge = role === 'CT' ? (dash === 'solid' ? 'long-dash' : dash) : 'solid';
    // Next to the solid edges, which keep the line itself.
    const inset = edge === 'solid' ? 0 : 2.4 + 2.3 * (levels.get(zone.id) ?? 0);
    return {
      type: 'Feature' as const,
      properties: {
        id: zone.id, colour, line: colour, lineDark: readableLine(colour, 'dark'), edge, inset,
        site: isSite(kind), frame: isFrame(zone.properties), size: boxArea(zone.bounds),
      },
      geometry: zone.geometry,
    };
  });
  return { type: 'FeatureCollection', features };
}

/** A zone's name as the map writes it: an area that is only approximately known says so. */
export function nameOf(zone: Zone, texts: Texts): string {
  const { name, nameFr, approximate, synthetic } = zone.properties;
  const own = texts.of(name, nameFr);
  const marked = approximate ? texts.get('map.approximateName', own) : own;
  return synthetic ? texts.get('map.syntheticName', marked) : marked;
}

export function zoneNameFeatures(visible: Iterable<Zone>, actors: ReadonlyMap<string, Actor>, texts: Texts): GeoJSON.FeatureCollection {
  const features = [...visible].filter(zone => !isSite(zone.properties.kind)).map(zone => pointFeature(zone, actors, {
    name: nameOf(zone, texts),
    // Sectors first: they say who answers for a place; then the larger zone.
    order: (zone.properties.kind === 'Sector' ? 0 : 1000) - Math.min(999, boxArea(zone.bounds)),
  }));
  return { type: 'FeatureCollection', features };
}

/** Bases at one place stand in a row beside each other instead of on top of each other. */
export function siteFeatures(visible: Iterable<Zone>, actors: ReadonlyMap<string, Actor>, texts: Texts): GeoJSON.FeatureCollection {
  const places = new Map<string, Zone[]>();
  for (const zone of visible) {
    if (!isSite(zone.properties.kind)) continue;
    const key = `${Math.round(zone.point[0] * 5)},${Math.round(zone.point[1] * 5)}`;
    places.set(key, [...(places.get(key) ?? []), zone]);
  }
  const features = [...places.values()].flatMap(row => row.map((zone, n) => ({
    ...pointFeature(zone, actors, {
      name: nameOf(zone, texts),
      icon: siteSymbol(zone.properties.kind, actors.get(zone.properties.actor)?.colour ?? NO_COLOUR),
      slot: 2 * n - (row.length - 1),
    }),
    // A row shares one point, or its parts would drift apart as one zooms in.
    geometry: { type: 'Point' as const, coordinates: row[0].point },
  })));
  return { type: 'FeatureCollection', features };
}

function pointFeature(zone: Zone, actors: ReadonlyMap<string, Actor>, properties: object): GeoJSON.Feature<GeoJSON.Point> {
  const colour = actors.get(zone.properties.actor)?.colour ?? NO_COLOUR;
  return {
    type: 'Feature',
    properties: { id: zone.id, ink: inkOf(colour, 'light'), inkDark: inkOf(colour, 'dark'), ...properties },
    geometry: { type: 'Point', coordinates: zone.point },
  };
}
