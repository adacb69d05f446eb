export type Drawable = GeoJSON.Point | GeoJSON.Polygon | GeoJSON.MultiPolygon;

/** A piece that the drawing tool can hold: it knows no holes and no multi-part shapes, so these wait beside it. */
export interface Part {
  geometry: GeoJSON.Point | GeoJSON.Polygon;
  holes: GeoJSON.Position[][];
}

const rounded = (position: GeoJSON.Position): GeoJSON.Position => [Number(position[0].toFixed(6)), Number(position[1].toFixed(6))];

/** Takes a geometry into pieces; coordinates to 6 decimals (0.1 m), as the server keeps them. */
export function apart(geometry: Drawable): Part[] {
  if (geometry.type === 'Point') return [{ geometry: { type: 'Point', coordinates: rounded(geometry.coordinates) }, holes: [] }];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([shell, ...holes]) => ({ geometry: { type: 'Polygon', coordinates: [shell.map(rounded)] }, holes }));
}

/** Puts the pieces together again; null when there are none. */
export function assembled(parts: readonly Part[]): Drawable | null {
  const first = parts[0]?.geometry;
  if (!first) return null;
  if (first.type === 'Point') return first;
  const polygons = parts.map(part => [...(part.geometry as GeoJSON.Polygon).coordinates, ...part.holes]);
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons };
}
