import type { ExpressionSpecification } from 'maplibre-gl';
import type { IncidentColumns } from '../data/columns.ts';
import { classOf, type CellSums, type Cluster } from '../data/gathered.ts';
import { latOf, lonOf, radiusOf, TILE_PIXELS } from '../data/hexagons.ts';
import { RAMP, rgb, type Rgb } from '../palette.ts';
import type { Theme, Weight } from '../state.ts';
import { MEDIUM, type LayerGroup } from './look.ts';
import { FULL_SIZE_ZOOM, pixelsPerRootDeath, rootDeaths, SHAPE_SIZE, ZOOM_RATE } from './points.ts';
import { HEXAGON, ShapeLayer } from './shapes.ts';

export const CIRCLES = 'circles';
/** A picture of nothing, this many pixels wide: it takes its place among the names as a circle takes it on the map. */
export const BLANK = { id: 'blank', pixels: 10 } as const;
/** Points of fewer deaths (in square roots) are small enough to lie under a name's rim. */
export const LEAST_ROOT = 4;
export const MOST_CIRCLES = 400;

const GROWTH = 2 ** ZOOM_RATE;
const [LOW, HIGH] = [3, FULL_SIZE_ZOOM];
const iconSize = (zoom: number): ExpressionSpecification =>
  ['coalesce', ['get', 'scale'], ['*', ['get', 'root'], (2 * pixelsPerRootDeath(zoom)) / BLANK.pixels]];

/** Where large circles lie, so that names keep clear of them; and the number of each cluster. Placed before every name. */
export const circles: LayerGroup = {
  switch: 'incidents',
  layers(look) {
    return [{
      id: 'circles', type: 'symbol', source: CIRCLES,
      layout: {
        'icon-image': BLANK.id, 'icon-allow-overlap': true, 'icon-padding': 0,
        'icon-size': ['interpolate', ['exponential', GROWTH], ['zoom'], LOW, iconSize(LOW), HIGH, iconSize(HIGH)],
        'text-field': ['coalesce', ['get', 'words'], ''], 'text-font': MEDIUM, 'text-size': ['coalesce', ['get', 'size'], 12], 'text-allow-overlap': true, 'text-padding': 0,
      },
      paint: { 'text-color': look.theme === 'dark' ? '#14171A' : '#FFFFFF' },
    }];
  },
};

/** The largest points that are shown. @param rows by size, the largest first */
export function circleFeatures(columns: IncidentColumns, rows: Int32Array, shown: (row: number) => boolean): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const row of rows) {
    const root = rootDeaths(columns.deaths[row]);
    if (root < LEAST_ROOT || features.length === MOST_CIRCLES) break;
    if (shown(row)) features.push({ type: 'Feature', properties: { root: root * SHAPE_SIZE[columns.type[row]] }, geometry: { type: 'Point', coordinates: [columns.lon[row], columns.lat[row]] } });
  }
  return { type: 'FeatureCollection', features };
}

/** What stands for incidents that are not drawn one by one. */
export interface GatheredDrawing {
  /** Over the bases, whose symbols would hide the numbers. */
  over: boolean;
  layer(beforeId: string, opacity: number): ShapeLayer;
}

const attribute = <T extends Float32Array | Float64Array | Uint8Array>(value: T, size: number, normalized = false) => ({ value, size, ...(normalized ? { normalized } : {}) });

function drawn(id: string, attributes: Record<string, object>, length: number, over: boolean, props: object): GatheredDrawing {
  const data = { length, attributes };
  return {
    over,
    layer: (beforeId, opacity) => new ShapeLayer({
      id, data: data as never, pickable: true, stroked: true, filled: true, lineWidthUnits: 'pixels', opacity, beforeId, ...props,
    } as ConstructorParameters<typeof ShapeLayer>[0]),
  };
}

/** Hexagons in the colour of their class; those below the first class (no deaths recorded) are outlines. @returns the cell behind each drawn one */
export function binDrawing(sums: CellSums, among: Int32Array, weigh: Weight, breaks: readonly number[], theme: Theme): { drawing: GatheredDrawing; order: Int32Array } {
  const { cells, incidents, deaths } = sums;
  const order = among.filter(cell => incidents[cell] > 0);
  const n = order.length;
  const position = new Float32Array(2 * n);
  const fill = new Uint8Array(4 * n);
  const line = new Uint8Array(4 * n);
  const colours = rampOf(theme, breaks.length).map(rgb);
  const rim: Rgb = theme === 'dark' ? [20, 23, 26] : [120, 96, 60];
  const faint: Rgb = theme === 'dark' ? [150, 158, 166] : [110, 104, 92];
  for (let i = 0; i < n; i++) {
    const cell = order[i];
    position[2 * i] = lonOf(cells.x[cell]);
    position[2 * i + 1] = latOf(cells.y[cell]);
    const step = classOf(weigh === 'deaths' ? deaths[cell] : incidents[cell], breaks);
    fill.set(step < 0 ? faint : colours[step], 4 * i);
    fill[4 * i + 3] = step < 0 ? 20 : 225;
    line.set(step < 0 ? faint : rim, 4 * i);
    line[4 * i + 3] = step < 0 ? 200 : 150;
  }
  const radius = TILE_PIXELS * radiusOf(cells.level);
  const drawing = drawn('gathered', {
    getPosition: attribute(position, 2), getFillColor: attribute(fill, 4, true), getLineColor: attribute(line, 4, true),
  }, n, false, { radiusUnits: 'common', getRadius: radius, updateTriggers: { getRadius: radius }, getShape: HEXAGON, getLineWidth: 1 });
  return { drawing, order };
}

/** The ramp's colours for a number of classes, the whole of it used. */
export function rampOf(theme: Theme, classes: number): string[] {
  const ramp = RAMP[theme];
  return Array.from({ length: classes }, (_, n) => ramp[classes === 1 ? 2 : Math.round((n * (ramp.length - 1)) / (classes - 1))]);
}

const CLUSTER_INK = { light: '#37424D', dark: '#D5DBE0' } as const;
export const clusterColour = (theme: Theme) => CLUSTER_INK[theme];

/** Pixels of a cluster's circle: its area follows what it is weighed by, between a number's width and what does not hide the map. */
export const clusterRadius = (value: number, greatest: number) => 11 + 17 * Math.sqrt(value / Math.max(1, greatest));

export function clusterDrawing(clusters: readonly Cluster[], weigh: Weight, greatest: number, theme: Theme): GatheredDrawing {
  const n = clusters.length;
  const position = new Float32Array(2 * n);
  const radius = new Float32Array(n);
  const colour = rgb(CLUSTER_INK[theme]);
  clusters.forEach((cluster, i) => {
    position.set([lonOf(cluster.x), latOf(cluster.y)], 2 * i);
    radius[i] = clusterRadius(cluster[weigh], greatest);
  });
  const rim: Rgb = theme === 'dark' ? [20, 23, 26] : [255, 255, 255];
  return drawn('gathered', { getPosition: attribute(position, 2), getRadius: attribute(radius, 1) }, n, true, {
    radiusUnits: 'pixels', getFillColor: [...colour, 225], getLineColor: [...rim, 235], getLineWidth: 1.5, updateTriggers: { getFillColor: theme, getLineColor: theme },
  });
}

export function clusterFeatures(clusters: readonly Cluster[], weigh: Weight, greatest: number, words: (n: number) => string): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: clusters.map(cluster => ({
      type: 'Feature' as const,
      properties: { scale: (2 * clusterRadius(cluster[weigh], greatest)) / BLANK.pixels, words: words(cluster[weigh]), size: Math.round(clusterRadius(cluster[weigh], greatest) < 15 ? 10.5 : 12.5) },
      geometry: { type: 'Point' as const, coordinates: [lonOf(cluster.x), latOf(cluster.y)] },
    })),
  };
}

