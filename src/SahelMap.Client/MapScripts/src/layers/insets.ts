import { polygonsOf } from '../data/geometry.ts';
import type { Zone } from '../data/zones.ts';

/** Corners that two zones must share before their edges count as lying on each other. */
const SHARED_CORNERS = 3;
/** Beyond this many corners the search would be felt; edges then lie side by side by chance only. */
const MOST_CORNERS = 300_000;
const LEVELS = 4;

/**
 * How far inside its own zone each dashed edge is drawn, in levels, so that edges that coincide lie side by side: two dashes
 * on one line would fill each other's gaps. Zones made of the same regions share exact corners; the larger zone chooses first.
 */
export function edgeLevels(zones: readonly Zone[]): Map<string, number> {
  const levels = new Map<string, number>();
  const neighbours = coincident(zones);
  zones.forEach((zone, n) => {
    const taken = new Set([...(neighbours.get(n) ?? [])].map(other => levels.get(zones[other].id)).filter(level => level !== undefined));
    let level = 0;
    while (taken.has(level) && level < LEVELS - 1) level++;
    levels.set(zone.id, level);
  });
  return levels;
}

function coincident(zones: readonly Zone[]): Map<number, Set<number>> {
  const corners = new Map<number, number[]>();
  let count = 0;
  zones.forEach((zone, n) => {
    for (const ring of polygonsOf(zone.geometry).flat()) {
      if ((count += ring.length) > MOST_CORNERS) return;
      for (const [x, y] of ring) {
        const key = Math.round((x + 180) * 1e5) * 4e7 + Math.round((y + 90) * 1e5);
        const here = corners.get(key);
        if (!here) corners.set(key, [n]);
        else if (here.at(-1) !== n) here.push(n);
      }
    }
  });
  const shared = new Map<string, number>();
  for (const here of corners.values()) {
    for (let i = 0; i < here.length; i++) {
      for (let j = i + 1; j < here.length; j++) {
        const pair = `${here[i]},${here[j]}`;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  }
  const neighbours = new Map<number, Set<number>>();
  const link = (a: number, b: number) => neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  for (const [pair, times] of shared) {
    if (times < SHARED_CORNERS) continue;
    const [a, b] = pair.split(',').map(Number);
    link(a, b);
    link(b, a);
  }
  return neighbours;
}
