import { COUNTED_ELSEWHERE, type IncidentColumns } from './columns.ts';
import { DayIndex } from './dayindex.ts';
import { cellsOf, radiusOf, worldX, worldY, type Cells } from './hexagons.ts';

/**
 * Sums by hexagon while a period is dragged over a million incidents: as IncidentCounter, it keeps what lies in the period and
 * touches only the rows that a moved edge lets in or out. Not reentrant.
 */
export class CellSums {
  cells!: Cells;
  incidents = new Int32Array(0);
  deaths = new Float64Array(0);
  /** Of the incidents' places, in worlds: their mean is where a cluster stands. */
  sumX = new Float64Array(0);
  sumY = new Float64Array(0);
  /** Of row numbers: where a hexagon holds one incident, that is its row. */
  sumRow = new Float64Array(0);
  private columns!: IncidentColumns;
  private fails: Uint8Array = new Uint8Array(0);
  private x = new Float64Array(0);
  private y = new Float64Array(0);
  private byFrom = new DayIndex();
  private byUntil = new DayIndex();
  private from = -Infinity;
  private until = -Infinity;

  /** After rows came or changed. */
  index(columns: IncidentColumns): void {
    const { length, lon, lat } = columns;
    this.columns = columns;
    this.byFrom = new DayIndex(columns.from, length);
    this.byUntil = new DayIndex(columns.until, length);
    this.x = new Float64Array(length);
    this.y = new Float64Array(length);
    for (let row = 0; row < length; row++) {
      this.x[row] = worldX(lon[row]);
      this.y[row] = worldY(lat[row]);
    }
  }

  /** Other hexagons, or rows marked anew. */
  reset(level: number, fails: Uint8Array, indexed: boolean): void {
    if (indexed || this.cells?.level !== level) this.cells = cellsOf(this.x, this.y, this.columns.length, level);
    this.fails = fails;
    this.clear();
    [this.from, this.until] = [-Infinity, -Infinity];
  }

  private clear(): void {
    const { count } = this.cells;
    this.incidents = new Int32Array(count);
    this.deaths = new Float64Array(count);
    this.sumX = new Float64Array(count);
    this.sumY = new Float64Array(count);
    this.sumRow = new Float64Array(count);
  }

  /** @param until first day outside */
  moveTo(from: number, until: number): void {
    // "Ends by from" is until <= from, hence the day after.
    const gone = from + 1;
    const { byFrom, byUntil } = this;
    const moved = byFrom.between(this.until, until) + byUntil.between(this.from, gone);
    if (moved * 4 > this.columns.length) {
      this.clear();
      for (let row = 0; row < this.columns.length; row++) if (this.columns.from[row] < until && this.columns.until[row] > from) this.add(row, 1);
    } else {
      this.move(byFrom, this.until, until, 1);
      this.move(byUntil, this.from, gone, -1);
    }
    [this.from, this.until] = [gone, until];
  }

  private move(index: DayIndex, old: number, now: number, sign: number): void {
    const [start, end] = [index.startOf(Math.min(old, now)), index.startOf(Math.max(old, now))];
    const direction = now > old ? sign : -sign;
    for (let at = start; at < end; at++) this.add(index.rows[at], direction);
  }

  private add(row: number, sign: number): void {
    if (this.fails[row] !== 0) return; // removed rows fail too
    const cell = this.cells.of[row];
    this.incidents[cell] += sign;
    this.sumX[cell] += sign * this.x[row];
    this.sumY[cell] += sign * this.y[row];
    this.sumRow[cell] += sign * row;
    const deaths = this.columns.deaths[row];
    if (deaths > 0 && !(this.columns.flags[row] & COUNTED_ELSEWHERE)) this.deaths[cell] += sign * deaths;
  }

  /** The hexagons whose centres lie in a box in worlds; near the ground there are more of them than a frame can draw. */
  within(west: number, north: number, east: number, south: number): Int32Array {
    const { x, y, count } = this.cells;
    const found = new Int32Array(count);
    let n = 0;
    for (let cell = 0; cell < count; cell++) if (x[cell] >= west && x[cell] <= east && y[cell] >= north && y[cell] <= south) found[n++] = cell;
    return found.slice(0, n);
  }

  /** Rows of these hexagons that are counted. */
  rowsIn(cells: readonly number[]): number[] {
    const wanted = new Set(cells);
    const { columns, fails } = this;
    const rows: number[] = [];
    for (let row = 0; row < columns.length; row++) {
      if (fails[row] === 0 && columns.from[row] < this.until && columns.until[row] > this.from - 1 && wanted.has(this.cells.of[row])) rows.push(row);
    }
    return rows;
  }
}

/** Incidents that lie near each other, drawn as one. */
export interface Cluster {
  cells: number[];
  incidents: number;
  deaths: number;
  /** The mean of its incidents' places, in worlds. */
  x: number;
  y: number;
}

/**
 * Hexagons whose means lie so near each other that their circles would meet become one, the fuller takes the emptier.
 * @param among these hexagons
 * @param reach in radii of a hexagon
 */
export function clustersOf(sums: CellSums, among: Int32Array, reach: number): Cluster[] {
  const { cells, incidents, deaths, sumX, sumY } = sums;
  const distance = (reach * radiusOf(cells.level)) ** 2;
  const full = Array.from(among.filter(cell => incidents[cell] > 0)).sort((a, b) => incidents[b] - incidents[a] || a - b);
  const clusters: Cluster[] = [];
  const near = new Map<number, Cluster[]>();
  const bucket = (q: number, r: number) => q * 4_000_037 + r;
  for (const cell of full) {
    const [x, y] = [sumX[cell] / incidents[cell], sumY[cell] / incidents[cell]];
    let into: Cluster | undefined;
    for (let dq = -2; dq <= 2 && !into; dq++) {
      for (let dr = -2; dr <= 2 && !into; dr++) into = near.get(bucket(cells.q[cell] + dq, cells.r[cell] + dr))?.find(c => (c.x - x) ** 2 + (c.y - y) ** 2 < distance);
    }
    if (into) {
      const total = into.incidents + incidents[cell];
      into.x = (into.x * into.incidents + sumX[cell]) / total;
      into.y = (into.y * into.incidents + sumY[cell]) / total;
      into.incidents = total;
      into.deaths += deaths[cell];
      into.cells.push(cell);
    } else {
      const cluster = { cells: [cell], incidents: incidents[cell], deaths: deaths[cell], x, y };
      clusters.push(cluster);
      const key = bucket(cells.q[cell], cells.r[cell]);
      near.set(key, [...(near.get(key) ?? []), cluster]);
    }
  }
  return clusters;
}

/**
 * Where five classes begin: even steps of a ratio up to the greatest value, each a round number (1, 2, 5 times a power of ten).
 * A round number stays where it is while a few incidents come and go.
 */
export function breaksOf(greatest: number): number[] {
  const classes = 5;
  const breaks = [1];
  for (let n = 1; n < classes; n++) {
    const next = round125(Math.max(1, greatest) ** (n / classes));
    if (next > breaks[breaks.length - 1] && next <= greatest) breaks.push(next);
  }
  return breaks;
}

function round125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
}

/** Which class a value is in; -1 below the first. */
export function classOf(value: number, breaks: readonly number[]): number {
  let n = breaks.length - 1;
  while (n >= 0 && value < breaks[n]) n--;
  return n;
}
