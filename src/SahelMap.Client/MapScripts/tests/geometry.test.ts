import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inside, labelPoint } from '../src/data/geometry.ts';
import { apart, assembled } from '../src/draw/parts.ts';
import { contrast, inkOf, readableLine, rgb } from '../src/palette.ts';

const square = (west: number, south: number, size: number) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];

test('a hole is outside', () => {
  const rings = [square(0, 0, 10), square(4, 4, 2)];
  assert.ok(inside(rings, 1, 1));
  assert.ok(!inside(rings, 5, 5));
  assert.ok(!inside(rings, 11, 1));
});

test('a label stands inside the largest part, also of a shape whose middle lies outside', () => {
  const horseshoe: GeoJSON.Polygon = { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [7, 10], [7, 3], [3, 3], [3, 10], [0, 10], [0, 0]]] };
  assert.ok(inside(horseshoe.coordinates, ...labelPoint(horseshoe)));
  const two: GeoJSON.MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(20, 20, 5)]] };
  const [x] = labelPoint(two);
  assert.ok(x > 20);
});

test('a drawn shape keeps its holes and its parts through editing', () => {
  const area: GeoJSON.MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(4, 4, 2)], [square(20, 20, 5)]] };
  const parts = apart(area);
  assert.deepEqual(parts.map(part => part.geometry.type), ['Polygon', 'Polygon']);
  assert.deepEqual(assembled(parts), area);
  assert.equal(assembled([]), null);
});

test('coordinates are cut to what the server keeps', () => {
  assert.deepEqual(apart({ type: 'Point', coordinates: [1.123456789, 2] })[0].geometry.coordinates, [1.123457, 2]);
});

test('names in the colour of any actor can be read on both grounds, and their edges be seen on the dark', () => {
  const grounds = { light: rgb('#F3EFE6'), dark: rgb('#1F2327') };
  for (const colour of ['#0072B2', '#E69F00', '#CC79A7', '#009E73', '#6A3D9A', '#8C7B4B', '#7A7A7A', '#FFFFFF', '#000000']) {
    for (const theme of ['light', 'dark'] as const) assert.ok(contrast(rgb(inkOf(colour, theme)), grounds[theme]) >= 4.5, `${colour} on ${theme}`);
    assert.ok(contrast(rgb(readableLine(colour, 'dark')), grounds.dark) >= 3, `${colour} line`);
  }
});
