// Reads what `gmt coast -M` writes: pieces cut at the edges of GSHHG's 2° bins.
import { readFile } from 'node:fs/promises';

export const key = ([x, y]) => `${x.toFixed(5)} ${y.toFixed(5)}`;

/** Line pieces of one dump. Bin edges leave pieces of length zero: dropped. */
export async function readPieces(file) {
  const pieces = [];
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (line.startsWith('>')) pieces.push([]);
    else if (line) {
      const [lon, lat] = line.split('\t').map(Number);
      const point = [round(lon > 180 ? lon - 360 : lon), round(lat)];
      const piece = pieces.at(-1);
      if (!piece.length || key(piece.at(-1)) !== key(point)) piece.push(point);
    }
  }
  return pieces.filter(p => p.length > 1);
}

const round = v => Math.round(v * 1e5) / 1e5;

/**
 * Joins pieces end to end wherever exactly two ends meet, so a confluence stays a node.
 * A piece whose ends meet comes back closed.
 */
export function join(pieces) {
  const ends = new Map();
  pieces.forEach((p, i) => [p[0], p.at(-1)].forEach(e => ends.set(key(e), [...(ends.get(key(e)) ?? []), i])));
  const used = new Set();
  const grow = line => {
    for (;;) {
      const at = key(line.at(-1));
      const meeting = ends.get(at);
      const next = meeting.length === 2 ? meeting.find(i => !used.has(i)) : undefined;
      if (next === undefined) return line;
      used.add(next);
      const piece = key(pieces[next][0]) === at ? pieces[next] : pieces[next].toReversed();
      line = line.concat(piece.slice(1));
    }
  };
  return pieces.flatMap((piece, i) => {
    if (used.has(i)) return [];
    used.add(i);
    return [grow(grow(piece).toReversed()).toReversed()];
  });
}

/** Rings only. An open line here is a lake that runs off the extract, far outside the box. */
export const rings = pieces => join(pieces).filter(line => key(line[0]) === key(line.at(-1)) && line.length > 3);

/** Distance in degrees of latitude, longitudes shrunk: good enough to find what is nearest. */
export const distance = ([x1, y1], [x2, y2]) =>
  Math.hypot((x1 - x2) * Math.cos((y1 + y2) * Math.PI / 360), y1 - y2);

export function nearest(point, candidates) {
  let best = { at: undefined, gap: Infinity };
  for (const at of candidates) {
    const gap = distance(point, at);
    if (gap < best.gap) best = { at, gap };
  }
  return best;
}

/** The place on a line nearest to a point: { at, gap in degrees, after: index of the vertex before it }. */
export function project(point, line) {
  let best = { gap: Infinity };
  for (let i = 0; i + 1 < line.length; i++) {
    const at = projectOnStep(point, line[i], line[i + 1]);
    const gap = distance(point, at);
    if (gap < best.gap) best = { at, gap, after: i };
  }
  return best;
}

function projectOnStep([px, py], [ax, ay], [bx, by]) {
  const shrink = Math.cos(py * Math.PI / 180) ** 2; // both x factors of the dot product
  const [ux, uy] = [bx - ax, by - ay];
  const t = (ux * (px - ax) * shrink + uy * (py - ay)) / (ux * ux * shrink + uy * uy);
  if (t <= 0) return [ax, ay];
  return t >= 1 ? [bx, by] : [round(ax + t * ux), round(ay + t * uy)];
}

/** Even-odd test. */
export const contains = (ring, [x, y]) => ring.slice(1).reduce((inside, [x2, y2], i) => {
  const [x1, y1] = ring[i];
  const crosses = (y1 > y) !== (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1);
  return crosses ? !inside : inside;
}, false);
