// Plane geometry in degrees, good enough to place a name or to ask "is it inside"; what is measured is measured on the server.

export type Bounds = [west: number, south: number, east: number, north: number];
type Area = GeoJSON.Polygon | GeoJSON.MultiPolygon;
type Ring = GeoJSON.Position[];

export const polygonsOf = (area: Area): Ring[][] => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates);

export function boundsOf(area: Area): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [shell] of polygonsOf(area)) {
    for (const [x, y] of shell ?? []) {
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
  }
  return bounds;
}

export const boxArea = ([west, south, east, north]: Bounds) => Math.max(0, east - west) * Math.max(0, north - south);

/** Even-odd rule, so holes count as outside. */
export function inside(rings: Ring[], x: number, y: number): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
  }
  return odd;
}

/** A point well inside the largest part: the best of a grid, then of finer grids around it. */
export function labelPoint(area: Area): [number, number] {
  const parts = polygonsOf(area).filter(rings => rings.length > 0);
  if (parts.length === 0) return [0, 0];
  const largest = parts.reduce((a, b) => (ringArea(b[0]) > ringArea(a[0]) ? b : a));
  let [west, south, east, north] = boundsOf({ type: 'Polygon', coordinates: largest });
  let best: [number, number] = [(west + east) / 2, (south + north) / 2];
  let clearance = inside(largest, ...best) ? distanceToEdge(largest, ...best) : -1;
  for (let round = 0; round < 3; round++) {
    const [stepX, stepY] = [(east - west) / 8, (north - south) / 8];
    for (let i = 0; i <= 8; i++) {
      for (let j = 0; j <= 8; j++) {
        const [x, y] = [west + i * stepX, south + j * stepY];
        if (!inside(largest, x, y)) continue;
        const d = distanceToEdge(largest, x, y);
        if (d > clearance) [best, clearance] = [[x, y], d];
      }
    }
    [west, south, east, north] = [best[0] - stepX, best[1] - stepY, best[0] + stepX, best[1] + stepY];
  }
  return best;
}

function ringArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return Math.abs(sum) / 2;
}

function distanceToEdge(rings: Ring[], x: number, y: number): number {
  let least = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[j];
      const [dx, dy] = [ring[i][0] - ax, ring[i][1] - ay];
      const t = dx === 0 && dy === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      least = Math.min(least, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    }
  }
  return Math.sqrt(least);
}
