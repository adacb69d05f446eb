import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { boxArea } from '../data/geometry.ts';
import { isFrame, type SharedZone, type Zone } from '../data/zones.ts';
import { HATCHES } from '../map/symbols.ts';
import { overlapColour } from '../palette.ts';
import type { LayerGroup } from './look.ts';

export const OVERLAPS = 'overlaps';

/** The edges' widths and densities while nobody looks at one, for who else draws overlaps (map/still.ts). */
export const OVERLAP_EDGE = { plain: { width: 2.6, density: 0.32 }, frame: { width: 0.8, density: 0.25 } } as const;

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
const isFrameOverlap: ExpressionSpecification = ['get', 'frame'];

/**
 * Ground that protection and counterterrorism share: hatched in a colour that nothing else uses, and outlined. Where a
 * whole country is one of the two, the hatch is faint: it says little about a place, and would drown what says more.
 */
export const overlaps: LayerGroup = {
  switch: 'overlaps',
  layers(look): LayerSpecification[] {
    const colour = overlapColour(look.theme);
    const looked: ExpressionSpecification = ['any', state('selected'), state('hover')];
    const hatch = (id: string, pattern: string, filter: ExpressionSpecification): LayerSpecification => ({
      id, type: 'fill', source: OVERLAPS, filter,
      layout: { 'fill-sort-key': ['-', 0, ['get', 'size']] },
      paint: { 'fill-pattern': pattern, 'fill-opacity': ['case', ['!', state('on')], 0, looked, 0, state('dim'), 0.2, 1], 'fill-antialias': false },
    });
    return [
      hatch('overlap-hatch-faint', HATCHES.faint, isFrameOverlap),
      hatch('overlap-hatch', HATCHES.plain, ['!', isFrameOverlap]),
      {
        id: 'overlap-hatch-strong', type: 'fill', source: OVERLAPS,
        paint: { 'fill-pattern': HATCHES.strong, 'fill-opacity': ['case', ['all', state('on'), looked], 1, 0], 'fill-antialias': false },
      },
      {
        id: 'overlap-edge', type: 'line', source: OVERLAPS,
        layout: { 'line-join': 'round' },
        paint: {
          // Wider than the zones' edges that are drawn over it: where they run along it, it shows on both sides.
          'line-color': colour,
          'line-width': ['case', looked, 6, isFrameOverlap, OVERLAP_EDGE.frame.width, OVERLAP_EDGE.plain.width],
          'line-opacity': ['case', ['!', state('on')], 0, looked, 0.9, state('dim'), 0.15, isFrameOverlap, OVERLAP_EDGE.frame.density, OVERLAP_EDGE.plain.density],
        },
      },
    ];
  },
};

export const OVERLAP_FILLS = ['overlap-hatch', 'overlap-hatch-faint'];

export function overlapFeatures(all: Iterable<SharedZone>, zones: ReadonlyMap<string, Zone>): GeoJSON.FeatureCollection {
  const frame = (id: string) => {
    const zone = zones.get(id);
    return zone !== undefined && isFrame(zone.properties);
  };
  const features = [...all].map(overlap => ({
    type: 'Feature' as const,
    properties: { id: overlap.id, size: boxArea(overlap.bounds), frame: frame(overlap.properties.poc) || frame(overlap.properties.ct) },
    geometry: overlap.geometry,
  }));
  return { type: 'FeatureCollection', features };
}
