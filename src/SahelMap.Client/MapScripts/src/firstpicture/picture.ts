import { GROUND } from '../palette.ts';
import { BOX_BOUNDS, SAHEL } from '../layers/box.ts';
import { DEFAULT_BOUNDS, type Theme } from '../state.ts';

/** The whole world is so wide, in the picture's units: half a pixel at zoom 5. The page's PageStart.cs counts in the same. */
export const WORLD = 32_768;

type Point = readonly [number, number];
type Areas = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon>;
export interface Ground {
  countries: Areas;
  regions: Areas;
  lakes: Areas;
  rivers: GeoJSON.FeatureCollection<GeoJSON.LineString | GeoJSON.MultiLineString>;
}

/**
 * The basemap as a picture that a browser paints before any script has come: what the map itself will paint at the zooms
 * where one begins, in the same colours, Web Mercator. The map takes its place. Its view box is where the map begins: shown as
 * large as the map is, it lies where the map will lie.
 */
export function pictureOf(ground: Ground, theme: Theme): string {
  const c = GROUND[theme];
  const [west, south, east, north] = BOX_BOUNDS;
  const [left, top] = project([west, north]);
  const [right, bottom] = project([east, south]);
  const begin = [project([DEFAULT_BOUNDS[0], DEFAULT_BOUNDS[3]]), project([DEFAULT_BOUNDS[2], DEFAULT_BOUNDS[1]])];
  const ours = (area: Areas['features'][number]) => SAHEL.includes(String(area.properties?.iso));
  const outline = (areas: Areas['features']) => areas.flatMap(rings).map(ring => path(ring, true)).join('');
  const { features } = ground.countries;
  const main = ground.rivers.features.filter(river => (river.properties?.rank ?? 3) <= 2);
  const course = (rank: number) => main.filter(river => river.properties?.rank === rank).flatMap(lines).map(line => path(line, false)).join('');
  const line = (d: string, colour: string, width: number) => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${begin[0].join(' ')} ${begin[1][0] - begin[0][0]} ${begin[1][1] - begin[0][1]}" stroke-linejoin="round">`
    + `<rect x="0" y="0" width="${WORLD}" height="${WORLD}" fill="${c.beyond}"/>`
    + `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${c.water}"/>`
    + `<path d="${outline(features.filter(area => !ours(area)))}" fill="${c.neighbour}"/><path d="${outline(features.filter(ours))}" fill="${c.land}"/>`
    + line(outline(ground.regions.features), c.regionBorder, 1.6)
    + line(course(2), c.river, 1.6) + line(course(1), c.river, 3.4)
    + `<path d="${outline(ground.lakes.features)}" fill="${c.water}" stroke="${c.river}"/>`
    + line(outline(features), c.border, 2) + '</svg>\n';
}

const project = ([lon, lat]: Point): Point => [
  Math.round((lon / 360 + 0.5) * WORLD),
  Math.round((0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * WORLD),
];

const rings = ({ geometry }: Areas['features'][number]) => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()) as unknown as Point[][];
const lines = ({ geometry }: Ground['rivers']['features'][number]) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates) as unknown as Point[][];

/** Steps of whole units; what moves by less than two, or says nothing of the form, is left out. */
function path(points: Point[], closed: boolean): string {
  const kept = simplified(points.map(project));
  if (kept.length < (closed ? 4 : 2)) return '';
  let text = `M${kept[0][0]} ${kept[0][1]}l`;
  for (let i = 1; i < kept.length - (closed ? 1 : 0); i++) {
    const [dx, dy] = [kept[i][0] - kept[i - 1][0], kept[i][1] - kept[i - 1][1]];
    text += `${i > 1 && dx >= 0 ? ' ' : ''}${dx}${dy >= 0 ? ' ' : ''}${dy}`;
  }
  return text + (closed ? 'z' : '');
}

const TOLERANCE = 1.2;

/** Douglas and Peucker, without recursion. Borders that two areas share may part by less than a pixel. */
function simplified(points: Point[]): Point[] {
  const keep = new Uint8Array(points.length);
  const far = Math.floor(points.length / 2); // a ring begins where it ends: two halves
  keep[0] = keep[far] = keep[points.length - 1] = 1;
  for (const work = [[0, far], [far, points.length - 1]]; work.length > 0; ) {
    const [from, to] = work.pop()!;
    let [worst, at] = [TOLERANCE, -1];
    for (let i = from + 1; i < to; i++) {
      const off = distance(points[i], points[from], points[to]);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    work.push([from, at], [at, to]);
  }
  return points.filter((point, i) => keep[i] && (i === 0 || point[0] !== points[i - 1][0] || point[1] !== points[i - 1][1]));
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dx * (y - ay) - dy * (x - ax)) / length;
}
