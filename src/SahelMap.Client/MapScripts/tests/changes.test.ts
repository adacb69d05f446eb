import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyBatch } from '../src/data/changes.ts';
import { Store } from '../src/data/store.ts';
import type { ChangeBatch, RecordChange } from '../src/vocabulary.ts';

const ID = '0d4f1c9e-1111-5222-8333-444455556666';
const incident = (deaths: number, key = 7) => ({
  type: 'Feature', id: ID, key, geometry: { type: 'Point', coordinates: [-4, 14] },
  properties: { type: 'Battle', from: '2022-03-01', until: '2022-03-02', datePrecision: 'Day', geoPrecision: 'Near', deathsBest: deaths, actors: ['Wagner', 'FAMa'], dataset: 'local', country: 'ML', admin1: 'ML/Mopti', synthetic: false },
});
const deployment = (revision: number, name: string) => ({
  type: 'Feature', id: ID, geometry: { type: 'MultiPolygon', coordinates: [[[[0, 14], [2, 14], [2, 16], [0, 16], [0, 14]]]] },
  properties: { actor: 'MINUSMA', name, nameFr: null, dataset: 'local', kind: 'Sector', role: 'PoC', from: '2013-07-01', until: null, roleUntil: null, rule: null, approximate: false, areaInWords: null, place: null, synthetic: false, revision },
});

const never = () => Promise.reject(new Error('nothing should be fetched'));
const store = () => new Store({ onLoaded() {}, onProgress() {}, onTrouble() {} });
const batch = (position: number, ...changes: Partial<RecordChange>[]): ChangeBatch =>
  ({ position, committedAt: '2026-01-01T00:00:00Z', changes: changes.map(change => ({ layer: 'incidents', op: 'created', id: ID, revision: 1, record: null, ...change })) });

test('an incident that comes, changes and goes leaves no trace in the columns', async () => {
  const s = store();
  await applyBatch(s, batch(1, { record: incident(3) }), never);
  assert.equal(s.columns.deaths[s.columns.find(ID)], 3);
  assert.equal(s.columns.actorSets.values[s.columns.actors[0]], 'Wagner;FAMa');
  assert.equal(s.columns.regions.values[s.columns.region[0]], 'ML/Mopti');
  const applied = await applyBatch(s, batch(2, { op: 'updated', revision: 2, record: incident(9), key: 7 }), never);
  assert.deepEqual(applied.places, [[-4, 14]]);
  assert.equal(s.columns.deaths[s.columns.find(ID)], 9);
  await applyBatch(s, batch(3, { op: 'deleted', revision: 2, key: 7 }), never);
  assert.equal(s.columns.find(ID), -1);
  assert.equal(s.position, 3);
});

test('an incident that is deleted and comes again has another key, one that is given another id keeps it', async () => {
  const s = store();
  await applyBatch(s, batch(1, { record: incident(3) }), never);
  await applyBatch(s, batch(2, { op: 'updated', revision: 2, record: incident(4, 8), key: 7 }), never);
  assert.deepEqual([s.columns.findKey(7), s.columns.deaths[s.columns.findKey(8)]], [-1, 4]);
  const other = '0d4f1c9e-1111-5222-8333-444455557777';
  await applyBatch(s, batch(3, { id: other, record: { ...incident(5, 8), id: other } }, { op: 'deleted', key: 8 }), never);
  assert.equal(s.columns.deaths[s.columns.find(other)], 5);
});

test('a batch that the loaded data already hold changes nothing', async () => {
  const s = store();
  s.positions.incidents = 10;
  const applied = await applyBatch(s, batch(9, { record: incident(3) }), never);
  assert.equal(applied.incidents, false);
  assert.equal(s.columns.length, 0);
  assert.equal(s.positions.incidents, 10);
});

test('a record that was too large to push is fetched, and one that is gone by then is removed', async () => {
  const s = store();
  await applyBatch(s, batch(1, { layer: 'deployments' }), () => Promise.resolve(deployment(1, 'Sector East')));
  assert.equal(s.zones.get(ID)?.properties.name, 'Sector East');
  await applyBatch(s, batch(2, { layer: 'deployments', op: 'updated', revision: 2 }), () => Promise.resolve(null));
  assert.equal(s.zones.size, 0);
});

test('an older form of a zone does not replace a newer one', async () => {
  const s = store();
  await applyBatch(s, batch(1, { layer: 'deployments', revision: 5, record: deployment(5, 'new') }), never);
  await applyBatch(s, batch(2, { layer: 'deployments', op: 'updated', revision: 4, record: deployment(4, 'old') }), never);
  assert.equal(s.zones.get(ID)?.properties.name, 'new');
});
