import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IncidentColumns } from '../src/data/columns.ts';
import { breaksOf, CellSums, classOf, clustersOf } from '../src/data/gathered.ts';
import { acrossKm, latOf, lonOf, radiusOf, worldX, worldY } from '../src/data/hexagons.ts';
import { contrast, GROUND, RAMP, rgb } from '../src/palette.ts';

function columnsOf(rows: { lon: number; lat: number; from: number; until: number; deaths?: number; flags?: number }[]): IncidentColumns {
  const columns = new IncidentColumns();
  rows.forEach((row, n) => columns.upsert(n + 1, {
    deaths: 0, flags: 0, type: 0, datePrecision: 0, geoPrecision: 0, civilianDeaths: 0, peacekeeperDeaths: 0, actors: '', dataset: 'd', country: 'ML', region: '', ...row,
  } as never));
  return columns;
}

function sumsOf(columns: IncidentColumns, level: number, fails = new Uint8Array(columns.length)): CellSums {
  const sums = new CellSums();
  sums.index(columns);
  sums.reset(level, fails, true);
  return sums;
}

/** A number from 0 to 1 by a fixed rule, so that every run tests the same. */
const random = (() => {
  let seed = 7;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
})();
const many = Array.from({ length: 4000 }, () => {
  const from = Math.floor(15000 + random() * 4000);
  return { lon: -9 + random() * 16, lat: 11 + random() * 12, from, until: from + 1 + Math.floor(random() * 40), deaths: Math.floor(random() * 9) };
});

const all = (sums: CellSums) => sums.within(0, 0, 1, 1);

test('world coordinates and degrees agree both ways', () => {
  for (const [lon, lat] of [[-0.04, 16.27], [-180, -85], [179, 80], [0, 0]]) {
    assert.ok(Math.abs(lonOf(worldX(lon)) - lon) < 1e-9);
    assert.ok(Math.abs(latOf(worldY(lat)) - lat) < 1e-9);
  }
});

test('every incident lies in the hexagon whose centre is nearest', () => {
  const columns = columnsOf(many);
  const { cells } = sumsOf(columns, 6);
  for (let row = 0; row < columns.length; row += 17) {
    const [x, y] = [worldX(columns.lon[row]), worldY(columns.lat[row])];
    const distance = (cell: number) => Math.hypot(cells.x[cell] - x, cells.y[cell] - y);
    const own = distance(cells.of[row]);
    assert.ok(own <= radiusOf(6) * 1.0001);
    for (let cell = 0; cell < cells.count; cell++) assert.ok(distance(cell) >= own - 1e-15, `row ${row} is nearer to hexagon ${cell}`);
  }
});

test('hexagons are a fixed width on the screen and their width on the ground halves with each level', () => {
  assert.ok(Math.abs(acrossKm(5, 15) / acrossKm(6, 15) - 2) < 1e-9);
  // 38 pixels of 4.89 / 2^5 km at the equator (512-pixel tiles: 78.27 km per pixel at zoom 0).
  assert.ok(Math.abs(acrossKm(5, 0) - (Math.sqrt(3) * 22 * 40075.017) / (512 * 32)) < 1e-9);
});

test('sums that follow the edges of a moving period are those counted anew', () => {
  const columns = columnsOf(many);
  const fails = Uint8Array.from({ length: columns.length }, (_, row) => (row % 5 === 0 ? 1 : 0));
  const moved = sumsOf(columns, 7, fails);
  for (const [from, until] of [[15000, 19100], [15100, 19000], [15130, 19030], [17000, 17031], [17031, 17062], [15000, 19100], [17000, 17000]]) {
    moved.moveTo(from, until);
    const anew = sumsOf(columns, 7, fails);
    anew.moveTo(from, until);
    assert.deepEqual(moved.incidents, anew.incidents);
    assert.deepEqual(moved.deaths, anew.deaths);
    let expected = 0;
    for (let row = 0; row < columns.length; row++) if (fails[row] === 0 && columns.from[row] < until && columns.until[row] > from) expected++;
    assert.equal(moved.incidents.reduce((a, b) => a + b, 0), expected);
  }
});

test('clusters hold every incident once and stand apart', () => {
  const columns = columnsOf(many);
  const sums = sumsOf(columns, 5);
  sums.moveTo(15000, 19100);
  const clusters = clustersOf(sums, all(sums), 2.1);
  assert.equal(clusters.reduce((n, c) => n + c.incidents, 0), columns.length);
  assert.equal(clusters.reduce((n, c) => n + sums.rowsIn(c.cells).length, 0), columns.length);
  assert.ok(clusters.length > 5 && clusters.length < 400, `${clusters.length} clusters`);
});

test('only hexagons of a box are drawn', () => {
  const sums = sumsOf(columnsOf(many), 7);
  const [west, north, east, south] = [worldX(-2), worldY(16), worldX(2), worldY(14)];
  const inside = sums.within(west, north, east, south);
  assert.ok(inside.length > 5 && inside.length < sums.cells.count);
  for (const cell of inside) assert.ok(sums.cells.x[cell] >= west && sums.cells.x[cell] <= east && sums.cells.y[cell] >= north && sums.cells.y[cell] <= south);
  assert.equal(all(sums).length, sums.cells.count);
});

test('an incident alone is known by its row', () => {
  const columns = columnsOf([{ lon: 0, lat: 12, from: 10, until: 11 }, { lon: 5, lat: 20, from: 10, until: 11, deaths: 3 }, { lon: 0, lat: 12, from: 40, until: 41 }]);
  const sums = sumsOf(columns, 6);
  sums.moveTo(0, 30);
  assert.deepEqual(clustersOf(sums, all(sums), 2).map(c => [c.incidents, c.deaths, sums.sumRow[c.cells[0]]]), [[1, 0, 0], [1, 3, 1]]);
});

test('classes begin at round numbers, never above the greatest value', () => {
  assert.deepEqual(breaksOf(0), [1]);
  assert.deepEqual(breaksOf(1), [1]);
  assert.deepEqual(breaksOf(4), [1, 2]);
  assert.deepEqual(breaksOf(100), [1, 2, 5, 20, 50]);
  assert.deepEqual(breaksOf(1e5), [1, 10, 100, 1000, 10000]);
  for (let n = 1; n < 5000; n += 7) assert.ok(breaksOf(n).every((b, i, all) => b <= n && (i === 0 || b > all[i - 1])), String(n));
  assert.deepEqual([0, 1, 4, 5, 60].map(n => classOf(n, [1, 5, 50])), [-1, 0, 0, 1, 2]);
});

test('each step of the ramp is darker than the one before on light, and lighter on dark', () => {
  const ground = (theme: 'light' | 'dark') => rgb(GROUND[theme].land);
  for (const theme of ['light', 'dark'] as const) {
    const steps = RAMP[theme].map(colour => contrast(rgb(colour), ground(theme)));
    for (let n = 1; n < steps.length; n++) assert.ok(steps[n] > steps[n - 1] * 1.2, `${theme} ${n}: ${steps.join(' ')}`);
    assert.ok(steps[4] > 7, `${theme}: ${steps[4]}`);
  }
});
