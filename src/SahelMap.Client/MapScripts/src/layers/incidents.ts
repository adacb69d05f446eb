import { DataFilterExtension, type DataFilterExtensionProps } from '@deck.gl/extensions';
import { ScatterplotLayer } from '@deck.gl/layers';
import { SYNTHETIC, type IncidentColumns } from '../data/columns.ts';
import { rgb, TYPE_COLOURS } from '../palette.ts';
import type { Theme } from '../state.ts';
import { GEO_PRECISIONS, IMPRECISE_FROM, INCIDENT_TYPES } from '../vocabulary.ts';
import { HOLLOW_ALPHA, hollowOf, orderBySize, pixelsPerRootDeath, RIM, RIM_ALPHA, rimOf, rootDeaths, SHAPE_SIZE, SOLID_ALPHA } from './points.ts';
import { ShapeLayer, SYNTHETIC_SHAPE } from './shapes.ts';

const FILTER_SIZE = 3;
/** One object for good: deck.gl compares extensions and would otherwise rebuild its programs. */
const EXTENSIONS = [new DataFilterExtension({ filterSize: FILTER_SIZE })];

/** The incidents as the arrays that the GPU reads, the largest first, so that no circle hides a smaller one. */
export class IncidentDrawing {
  /** The row behind each drawn point. */
  order: Int32Array = new Int32Array(0);
  private data: object = { length: 0, attributes: {} };
  private filterValues = new Float32Array(0);

  /** Anew from the columns: after rows came or changed, or with another theme. @param rows only these; null: all */
  rebuild(columns: IncidentColumns, fails: Uint8Array, theme: Theme, rows: readonly number[] | null = null): void {
    const order = (this.order = orderBySize(columns, rows));
    const n = order.length;
    const position = new Float32Array(2 * n);
    const radius = new Float32Array(n);
    const fill = new Uint8Array(4 * n);
    const line = new Uint8Array(4 * n);
    const width = new Float32Array(n);
    const shape = new Float32Array(n);
    const filter = (this.filterValues = new Float32Array(FILTER_SIZE * n));
    const colours = INCIDENT_TYPES.map(type => rgb(TYPE_COLOURS[type]));
    const rims = INCIDENT_TYPES.map(type => rimOf(type, theme));
    const hollow = INCIDENT_TYPES.map(type => hollowOf(type, theme));
    for (let i = 0; i < n; i++) {
      const row = order[i];
      const type = columns.type[row];
      const imprecise = columns.geoPrecision[row] >= IMPRECISE_FROM;
      const synthetic = (columns.flags[row] & SYNTHETIC) !== 0;
      position[2 * i] = columns.lon[row];
      position[2 * i + 1] = columns.lat[row];
      radius[i] = rootDeaths(columns.deaths[row]) * SHAPE_SIZE[type];
      fill.set(colours[type], 4 * i);
      fill[4 * i + 3] = imprecise ? HOLLOW_ALPHA : SOLID_ALPHA;
      line.set(imprecise ? hollow[type] : rims[type], 4 * i);
      line[4 * i + 3] = imprecise ? 255 : RIM_ALPHA;
      width[i] = imprecise ? RIM.hollow : synthetic ? RIM.synthetic : RIM.plain;
      shape[i] = type + (synthetic ? SYNTHETIC_SHAPE : 0);
      filter[FILTER_SIZE * i] = columns.from[row];
      filter[FILTER_SIZE * i + 1] = columns.until[row];
      filter[FILTER_SIZE * i + 2] = fails[row] === 0 ? 1 : 0;
    }
    this.data = {
      length: n,
      attributes: {
        getPosition: { value: position, size: 2 },
        getRadius: { value: radius, size: 1 },
        getFillColor: { value: fill, size: 4, normalized: true },
        getLineColor: { value: line, size: 4, normalized: true },
        getLineWidth: { value: width, size: 1 },
        getShape: { value: shape, size: 1 },
        getFilterValue: { value: filter, size: FILTER_SIZE },
      },
    };
  }

  /** After another choice of filters: which points pass, the period aside. */
  refilter(fails: Uint8Array): void {
    const filter = (this.filterValues = this.filterValues.slice());
    for (let i = 0; i < this.order.length; i++) filter[FILTER_SIZE * i + 2] = fails[this.order[i]] === 0 ? 1 : 0;
    const { length, attributes } = this.data as { length: number; attributes: object };
    this.data = { length, attributes: { ...attributes, getFilterValue: { value: filter, size: FILTER_SIZE } } };
  }

  /** The period moves on the GPU: two numbers, whatever the number of points. */
  layer(id: string, from: number, until: number, zoom: number, opacity: number, beforeId: string): ShapeLayer {
    return new ShapeLayer({
      id,
      data: this.data as never,
      visible: opacity > 0,
      opacity,
      pickable: true,
      stroked: true,
      filled: true,
      radiusUnits: 'pixels',
      radiusScale: pixelsPerRootDeath(zoom),
      lineWidthUnits: 'pixels',
      extensions: EXTENSIONS,
      filterRange: [[-1e6, until - 0.5], [from + 0.5, 1e6], [0.5, 1.5]],
      beforeId,
    } as ConstructorParameters<typeof ShapeLayer>[0] & DataFilterExtensionProps);
  }
}

/** A ring round the selected incident. */
export function selectionRing(columns: IncidentColumns, row: number, zoom: number, theme: Theme, beforeId: string): ScatterplotLayer | null {
  if (row < 0) return null;
  const radius = rootDeaths(columns.deaths[row]) * SHAPE_SIZE[columns.type[row]] * pixelsPerRootDeath(zoom) + 5;
  return new ScatterplotLayer({
    id: 'selected-incident',
    data: [{ position: [columns.lon[row], columns.lat[row]] as [number, number] }],
    getPosition: d => d.position,
    getRadius: radius,
    updateTriggers: { getRadius: radius },
    radiusUnits: 'pixels',
    filled: false,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 2.5,
    getLineColor: theme === 'dark' ? [255, 255, 255] : [20, 24, 28],
    beforeId,
  } as ConstructorParameters<typeof ScatterplotLayer<{ position: [number, number] }>>[0]);
}

const NEAR = GEO_PRECISIONS.indexOf('Near');
/** What "near" states; of a district, region or country only the unit is known, which has no radius. */
const NEAR_METRES = 25_000;

/** The ground on which an incident may have happened, where its place is known within a radius. */
export function precisionRing(columns: IncidentColumns, row: number, theme: Theme, beforeId: string): ScatterplotLayer | null {
  if (row < 0 || columns.geoPrecision[row] !== NEAR) return null;
  const ink: [number, number, number] = theme === 'dark' ? [255, 255, 255] : [20, 24, 28];
  return new ScatterplotLayer({
    id: `within-${row}`,
    data: [{ position: [columns.lon[row], columns.lat[row]] as [number, number] }],
    getPosition: d => d.position,
    getRadius: NEAR_METRES,
    radiusUnits: 'meters',
    filled: true,
    getFillColor: [...ink, 14],
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.4,
    getLineColor: [...ink, 170],
    beforeId,
  } as ConstructorParameters<typeof ScatterplotLayer<{ position: [number, number] }>>[0]);
}
