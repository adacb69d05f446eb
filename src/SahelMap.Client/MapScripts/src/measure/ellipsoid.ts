import geographiclib from 'geographiclib-geodesic';

// Measures on the WGS 84 ellipsoid (Karney 2013), as PostGIS' geography takes them: corners are joined by the shortest way
// over the ground. Degrees, metres and square metres.

export type Corner = readonly [lon: number, lat: number];

interface PolygonArea {
  AddPoint(lat: number, lon: number): void;
  Compute(reverse: boolean, sign: boolean): { perimeter: number; area?: number };
}
interface Ellipsoid {
  Inverse(lat1: number, lon1: number, lat2: number, lon2: number): { s12?: number; azi1?: number };
  Direct(lat1: number, lon1: number, azimuth: number, metres: number): { lat2?: number; lon2?: number };
  Polygon(polyline: boolean): PolygonArea;
}
const WGS84 = geographiclib.Geodesic.WGS84 as unknown as Ellipsoid;

export const distance = (a: Corner, b: Corner): number => WGS84.Inverse(a[1], a[0], b[1], b[0]).s12!;

export function lengthOf(path: readonly Corner[]): number {
  let metres = 0;
  for (let n = 1; n < path.length; n++) metres += distance(path[n - 1], path[n]);
  return metres;
}

/** The outline closes itself: the first corner is not said again. */
export function areaOf(outline: readonly Corner[]): { area: number; perimeter: number } {
  const polygon = WGS84.Polygon(false);
  for (const [lon, lat] of outline) polygon.AddPoint(lat, lon);
  const { area, perimeter } = polygon.Compute(false, true);
  return { area: Math.abs(area ?? 0), perimeter };
}

/** The shortest way between corners as a line that the map can draw: a point at least every 50 km. */
export function wayOf(path: readonly Corner[]): Corner[] {
  const way: Corner[] = path.length > 0 ? [path[0]] : [];
  for (let n = 1; n < path.length; n++) {
    const [from, to] = [path[n - 1], path[n]];
    const { s12, azi1 } = WGS84.Inverse(from[1], from[0], to[1], to[0]);
    const pieces = Math.ceil(s12! / 50_000);
    for (let piece = 1; piece < pieces; piece++) {
      const { lat2, lon2 } = WGS84.Direct(from[1], from[0], azi1!, (s12! * piece) / pieces);
      way.push([lon2!, lat2!]);
    }
    way.push(to);
  }
  return way;
}

/** An outline that crosses itself encloses no one area. Edges are taken as straight in degrees. */
export function crossesItself(outline: readonly Corner[]): boolean {
  const n = outline.length;
  const side = (a: Corner, b: Corner, c: Corner) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue; // neighbours
      const [a, b, c, d] = [outline[i], outline[i + 1], outline[j], outline[(j + 1) % n]];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
  }
  return false;
}
