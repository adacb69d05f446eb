import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, unpack, type KeptRecord } from '../src/data/cache.ts';
import { IncidentColumns, NOT_STATED, type IncidentRow } from '../src/data/columns.ts';
import { IncidentNames } from '../src/data/ids.ts';

const row = (n: number): IncidentRow => ({
  lon: -4 + n / 7, lat: 14, from: 18_000 + n, until: 18_001 + n, type: n % 4, datePrecision: 0, geoPrecision: n % 5, deaths: n, civilianDeaths: NOT_STATED, peacekeeperDeaths: 0,
  actors: ['', 'Wagner;FAMa', 'JNIM'][n % 3], dataset: 'local', country: 'ML', region: `ML/${n % 6}`, flags: 0,
});

function columnsOf(n: number): IncidentColumns {
  const columns = new IncidentColumns();
  for (let i = 0; i < n; i++) columns.upsert(10 + 3 * i, row(i));
  return columns;
}

/** As it comes back from the browser's store. */
const stored = (columns: IncidentColumns): KeptRecord => structuredClone(pack(columns, 'e', 42, 1_000));
const back = (record: KeptRecord) => unpack(record, new IncidentNames());

test('what is kept comes back as it was', () => {
  const before = columnsOf(3000);
  const kept = back(stored(before))!;
  assert.deepEqual([kept.epoch, kept.position, kept.savedAt, kept.columns.length], ['e', 42, 1_000, 3000]);
  for (const [name, values] of Object.entries(before)) {
    if (ArrayBuffer.isView(values)) assert.deepEqual([...(kept.columns[name as 'lon'])], [...(values as Float64Array).slice(0, 3000)], name);
  }
  assert.equal(kept.columns.regions.values[kept.columns.region[4]], 'ML/4');
  assert.equal(kept.columns.findKey(10 + 3 * 2999), 2999);
  assert.equal(kept.columns.upsert(4, row(1)), 3000, 'more may follow');
});

test('what was removed is not kept', () => {
  const columns = columnsOf(10);
  columns.remove(13);
  const kept = back(stored(columns))!.columns;
  assert.equal(kept.length, 9);
  assert.equal(kept.findKey(13), -1);
  assert.equal(kept.deaths[kept.findKey(16)], 2);
});

test('what is not whole, not as it was stored or of another version shows nothing', () => {
  const spoil: Record<string, (record: KeptRecord) => void> = {
    'a changed value': r => (r.columns.lon[5] = 99),
    'a shorter column': r => (r.columns.deaths = r.columns.deaths.slice(1)),
    'a column of another kind': r => (r.columns.lon = new Float64Array(r.columns.lon).map(Math.round)),
    'a missing column': r => delete (r.columns as Partial<typeof r.columns>).region,
    'a missing word': r => r.words.actorSets.pop(),
    'another position': r => (r.position = 7),
    'another vocabulary': r => (r.vocabulary = '[]'),
    'another shape': r => (r.shape = 0),
    'no record at all': r => { for (const name of Object.keys(r)) delete (r as unknown as Record<string, unknown>)[name]; },
  };
  for (const [what, change] of Object.entries(spoil)) {
    const record = stored(columnsOf(40));
    change(record);
    assert.equal(back(record), null, what);
  }
});
