import { REMOVED, type IncidentColumns } from '../data/columns.ts';
import { rgb, TYPE_COLOURS, type Rgb } from '../palette.ts';
import type { Theme } from '../state.ts';
import { INCIDENT_TYPES, type IncidentType } from '../vocabulary.ts';

// How an incident looks, whoever draws it: the GPU, or the still map before it.

/**
 * Points in the shape of their type, because colour alone tells nothing to some readers:
 * violence against civilians a circle, battles a diamond, explosions a triangle, others a square.
 */
export const SHAPES = ['circle', 'diamond', 'triangle', 'square'] as const;

/** Angles of a shape's corners, anticlockwise from the east, as layers/shapes.ts has them on the GPU; a circle has none. */
export const CORNERS: Record<(typeof SHAPES)[number], readonly number[]> = {
  circle: [],
  diamond: [0, 0.5, 1, 1.5].map(turn => turn * Math.PI),
  triangle: [1 / 2, 7 / 6, 11 / 6].map(turn => turn * Math.PI),
  square: [0.25, 0.75, 1.25, 1.75].map(turn => turn * Math.PI),
};

/** Distance from the centre to the furthest corner of a shape with the area of a circle of radius 1: equal deaths, equal area. */
export const SHAPE_SIZE: readonly number[] = INCIDENT_TYPES.map((_, type) => [1, Math.sqrt(Math.PI / 2), Math.sqrt((4 * Math.PI) / (3 * Math.sqrt(3))), Math.sqrt(Math.PI / 2)][type]);

/** Powers of two by which circles grow for each zoom: slower than the ground does. */
export const ZOOM_RATE = 0.33;
const MOST_PIXELS = 4.5;
/** Pixels for the square root of one death at a zoom. */
export const pixelsPerRootDeath = (zoom: number) => Math.min(MOST_PIXELS, 1.2 * 2 ** (ZOOM_RATE * (zoom - 5)));
/** From here on circles grow no more. */
export const FULL_SIZE_ZOOM = 5 + Math.log2(MOST_PIXELS / 1.2) / ZOOM_RATE;

/** In square roots of deaths; an incident without deaths, or with deaths not stated, stays visible. */
const LEAST = 2;
export const rootDeaths = (deaths: number) => Math.max(LEAST, Math.sqrt(Math.max(0, deaths)));

export const SOLID_ALPHA = 205;
export const HOLLOW_ALPHA = 26;
export const RIM_ALPHA = 230;
export const RIM = { hollow: 1.7, synthetic: 1.6, plain: 0.9 } as const;

const DARK: Rgb = [28, 32, 36];
const LIGHT: Rgb = [255, 255, 255];
/** A light rim on the light map, a dark one on the dark; yellow and grey need the dark one on both. */
export const rimOf = (type: IncidentType, theme: Theme): Rgb => (theme === 'dark' || type === 'Explosion' ? DARK : LIGHT);
/** The rim of a point whose place is not known precisely. */
export const hollowOf = (type: IncidentType, theme: Theme): Rgb => (type === 'Explosion' && theme === 'light' ? [138, 126, 0] : rgb(TYPE_COLOURS[type]));

/** Row numbers by deaths, most first, without the removed: a counting sort, as a million rows are sorted on the main thread. */
export function orderBySize(columns: IncidentColumns, rows: readonly number[] | null): Int32Array {
  const buckets = 512;
  const bucketOf = (row: number) => buckets - 1 - Math.min(buckets - 1, Math.floor(Math.sqrt(Math.max(0, columns.deaths[row])) * 12));
  const starts = new Int32Array(buckets + 1);
  const length = rows?.length ?? columns.length;
  const rowAt = (n: number) => (rows ? rows[n] : n);
  let kept = 0;
  for (let n = 0; n < length; n++) {
    if (columns.flags[rowAt(n)] & REMOVED) continue;
    starts[bucketOf(rowAt(n)) + 1]++;
    kept++;
  }
  for (let b = 0; b < buckets; b++) starts[b + 1] += starts[b];
  const order = new Int32Array(kept);
  for (let n = 0; n < length; n++) if (!(columns.flags[rowAt(n)] & REMOVED)) order[starts[bucketOf(rowAt(n))]++] = rowAt(n);
  return order;
}
