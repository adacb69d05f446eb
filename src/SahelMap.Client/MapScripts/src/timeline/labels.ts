/** Chooses which labels of a row of marks to write, so that none touches another. */
export interface Label {
  x: number;
  width: number;
  /** Higher goes first where not all fit. */
  weight: number;
}

/** @returns the row (0, 1 …) of each label, or -1 where there is no room for it. */
export function placeLabels(labels: readonly Label[], rows: number, gap: number): number[] {
  const taken: [number, number][][] = Array.from({ length: rows }, () => []);
  const placed = labels.map(() => -1);
  const order = labels.map((_, n) => n).sort((a, b) => labels[b].weight - labels[a].weight || labels[a].x - labels[b].x);
  for (const n of order) {
    const [start, end] = [labels[n].x - labels[n].width / 2 - gap, labels[n].x + labels[n].width / 2 + gap];
    const row = taken.findIndex(spans => spans.every(([a, b]) => end <= a || start >= b));
    if (row < 0) continue;
    placed[n] = row;
    taken[row].push([start, end]);
  }
  return placed;
}
