// Hexagons on the Web Mercator plane, standing on a corner, fixed to the ground: the same place is in the same hexagon
// whichever way the map is moved. Lengths are in worlds: the whole map is 1 wide.

/** Distance from the centre to a corner on the screen, at the zoom that a level is made for. */
export const CELL_PIXELS = 22;
export const TILE_PIXELS = 512;
const ROOT3 = Math.sqrt(3);
const RADIAN = Math.PI / 180;
/** Beyond this zoom hexagons would be smaller than what is known of most places. */
export const MAX_LEVEL = 11;

export const levelOf = (zoom: number) => Math.max(2, Math.min(MAX_LEVEL, Math.round(zoom)));
export const radiusOf = (level: number) => CELL_PIXELS / (TILE_PIXELS * 2 ** level);

export const worldX = (lon: number) => (lon + 180) / 360;
export const worldY = (lat: number) => 0.5 - Math.asinh(Math.tan(lat * RADIAN)) / (2 * Math.PI);
export const lonOf = (x: number) => x * 360 - 180;
export const latOf = (y: number) => Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) / RADIAN;

/** From edge to edge on the ground, where the map has that latitude. */
export const acrossKm = (level: number, lat: number) => ROOT3 * radiusOf(level) * 40_075.017 * Math.cos(lat * RADIAN);

/** Which hexagon each row lies in, by number, and where the hexagons are. */
export interface Cells {
  level: number;
  of: Int32Array;
  count: number;
  /** The hexagons' centres. */
  x: Float64Array;
  y: Float64Array;
  /** Axial coordinates: neighbours differ by one. */
  q: Int32Array;
  r: Int32Array;
}

/** @param x, y of each row in worlds */
export function cellsOf(x: Float64Array, y: Float64Array, length: number, level: number): Cells {
  const size = radiusOf(level);
  const of = new Int32Array(length);
  const table = new AxialTable();
  for (let row = 0; row < length; row++) {
    const r = (2 / 3) * (y[row] / size);
    const q = (ROOT3 / 3) * (x[row] / size) - r / 2;
    // Rounding three coordinates that add up to 0: the one rounded worst follows from the others.
    let [rq, rr] = [Math.round(q), Math.round(r)];
    const rs = Math.round(-q - r);
    const [dq, dr, ds] = [Math.abs(rq - q), Math.abs(rr - r), Math.abs(rs + q + r)];
    if (dq > dr && dq > ds) rq = -rr - rs;
    else if (dr > ds) rr = -rq - rs;
    of[row] = table.number(rq, rr);
  }
  const count = table.count;
  const [q, r] = [table.q.slice(0, count), table.r.slice(0, count)];
  return {
    level, of, count, q, r,
    x: Float64Array.from(q, (value, n) => size * ROOT3 * (value + r[n] / 2)),
    y: Float64Array.from(r, value => size * 1.5 * value),
  };
}

/** Numbers for pairs of whole numbers in the order they come: open addressing, as a Map of a million look-ups would be felt. */
class AxialTable {
  count = 0;
  q: Int32Array = new Int32Array(1024);
  r: Int32Array = new Int32Array(1024);
  private slots = new Int32Array(4096).fill(-1);

  number(q: number, r: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(q, r) & mask;
    for (let n = this.slots[slot]; n >= 0; n = this.slots[slot]) {
      if (this.q[n] === q && this.r[n] === r) return n;
      slot = (slot + 1) & mask;
    }
    const n = this.count++;
    if (n === this.q.length) [this.q, this.r] = [grown(this.q), grown(this.r)];
    this.q[n] = q;
    this.r[n] = r;
    this.slots[slot] = n;
    if (this.count * 2 > this.slots.length) this.rehash();
    return n;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = this.slots.length - 1;
    for (let n = 0; n < this.count; n++) {
      let slot = hash(this.q[n], this.r[n]) & mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = n;
    }
  }
}

function hash(q: number, r: number): number {
  const h = Math.imul(q, 0x9e3779b1) ^ Math.imul(r, 0x85ebca6b);
  return h ^ (h >>> 15);
}

function grown(column: Int32Array): Int32Array {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
