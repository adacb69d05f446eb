import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zone } from '../src/data/zones.ts';
import { edgeLevels } from '../src/layers/insets.ts';

const zone = (id: string, ...ring: GeoJSON.Position[]) => ({ id, geometry: { type: 'Polygon', coordinates: [ring] } }) as unknown as Zone;
const border: GeoJSON.Position[] = [[0, 10], [1, 11], [2, 10.5], [3, 11.2], [4, 10]];

test('edges that coincide are drawn on different levels, whoever they belong to', () => {
  const levels = edgeLevels([zone('a', ...border, [2, 0]), zone('b', ...border, [2, 20]), zone('c', ...border, [2, 5])]);
  assert.equal(new Set(levels.values()).size, 3);
});

test('zones that share a corner or nothing keep the outermost level', () => {
  const levels = edgeLevels([zone('a', ...border, [2, 0]), zone('b', [4, 10], [9, 9], [8, 8], [4, 10]), zone('c', [30, 10], [31, 9], [32, 8])]);
  assert.deepEqual([...levels.values()], [0, 0, 0]);
});
