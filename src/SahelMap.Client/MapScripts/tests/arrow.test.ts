import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bool, columnFromArray, dateDay, dictionary, float32, int16, int32, int8, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import { appendTable, ArrowStream, keysOf } from '../src/data/arrow.ts';
import { COUNTED_ELSEWHERE, IncidentColumns, NOT_STATED, SYNTHETIC } from '../src/data/columns.ts';
import { parseDay } from '../src/days.ts';
import { INCIDENT_TYPES } from '../src/vocabulary.ts';

interface Fixture {
  key: number; lon: number; lat: number; from: string; days: number; type: string; actors: string; deaths: number | null; civilian: number | null; synthetic: boolean; counted: boolean; removed?: boolean;
}

const ROWS: Fixture[] = Array.from({ length: 23 }, (_, n) => ({
  key: 1000 - 7 * n, lon: -4 + n / 8, lat: 14 + n / 16, from: `2022-03-${String(n + 1).padStart(2, '0')}`, days: 1 + (n % 3),
  type: INCIDENT_TYPES[n % 4], actors: ['', 'Wagner;FAMa', 'JNIM'][n % 3], deaths: n % 5 === 0 ? null : n, civilian: n % 2 ? n : null, synthetic: n % 7 === 0, counted: n === 3,
}));

/** As the server sends it, with codes as narrow as a server may choose. */
function feed(rows: Fixture[], { index = int8(), removed = false } = {}): Uint8Array {
  const column = (values: unknown[], type: unknown) => columnFromArray(values as never, type as never, { maxBatchRows: 10 } as never);
  const texts = (values: string[]) => column(values, dictionary(utf8(), index));
  const table = tableFromColumns({
    key: column(rows.map(r => r.key), int32()), lon: column(rows.map(r => r.lon), float32()), lat: column(rows.map(r => r.lat), float32()),
    from: column(rows.map(r => new Date(r.from)), dateDay()),
    kind: texts(rows.map(r => JSON.stringify([r.type, 'Day', 'District', 'geodata', r.synthetic, r.counted, r.days]))),
    place: texts(rows.map(r => JSON.stringify(['ML', r.deaths === null ? null : 'ML/Gao']))),
    toll: texts(rows.map(r => JSON.stringify([r.deaths, r.civilian, null]))),
    actors: texts(rows.map(r => r.actors)),
    ...(removed ? { removed: column(rows.map(r => r.removed === true), bool()) } : {}),
  });
  table.schema.metadata = new Map([['sahelmap.position', '42'], ['sahelmap.epoch', 'e']]);
  return tableToIPC(table, { format: 'stream' } as never)!;
}

function read(bytes: Uint8Array, chunk: number, columns = new IncidentColumns()): { columns: IncidentColumns; stream: ArrowStream; pieces: number } {
  const stream = new ArrowStream();
  let pieces = 0;
  for (let at = 0; at < bytes.length; at += chunk) {
    for (const table of stream.push(bytes.slice(at, at + chunk))) {
      appendTable(columns, table);
      pieces++;
    }
  }
  return { columns, stream, pieces };
}

test('a feed that is no Arrow stream is refused in words', () => {
  assert.throws(() => new ArrowStream().push(new TextEncoder().encode('<!DOCTYPE html><html>')), /no Arrow IPC stream/);
});

for (const [width, index] of [['8', int8()], ['16', int16()], ['32', int32()]] as const) {
  for (const chunk of [1_000_000, 1000, 7]) {
    test(`rows arrive whole in pieces of ${chunk} bytes, codes of ${width} bits`, () => {
      const { columns, stream, pieces } = read(feed(ROWS, { index }), chunk);
      assert.equal(columns.length, ROWS.length);
      assert.equal(pieces, 3, 'three record batches');
      assert.ok(stream.ended);
      ROWS.forEach((expected, n) => {
        const row = columns.findKey(expected.key);
        assert.equal(row, n);
        assert.equal(columns.ids.text(row), String(expected.key), 'until somebody asks for its UUID');
        assert.equal(columns.lon[row], expected.lon);
        assert.equal(columns.lat[row], expected.lat);
        assert.equal(columns.from[row], parseDay(expected.from));
        assert.equal(columns.until[row], parseDay(expected.from)! + expected.days);
        assert.equal(INCIDENT_TYPES[columns.type[row]], expected.type);
        assert.equal(columns.actorSets.values[columns.actors[row]], expected.actors);
        assert.equal(columns.deaths[row], expected.deaths ?? NOT_STATED);
        assert.equal(columns.civilianDeaths[row], expected.civilian ?? NOT_STATED);
        assert.equal(columns.peacekeeperDeaths[row], NOT_STATED);
        assert.equal(columns.countries.values[columns.country[row]], 'ML');
        assert.equal(columns.regions.values[columns.region[row]], expected.deaths === null ? '' : 'ML/Gao');
        assert.equal(columns.flags[row], (expected.synthetic ? SYNTHETIC : 0) | (expected.counted ? COUNTED_ELSEWHERE : 0));
      });
    });
  }
}

test('the position in the change log comes with the schema', () => {
  const { stream } = read(feed(ROWS), 1000);
  assert.equal(stream.metadata().get('sahelmap.position'), '42');
  assert.equal(stream.metadata().get('sahelmap.epoch'), 'e');
});

test('a stream that breaks off is known by its missing end', () => {
  assert.equal(read(feed(ROWS).slice(0, -8), 1000).stream.ended, false);
});

test('a row that comes again replaces the one before, and one that is removed goes', () => {
  const { columns } = read(feed(ROWS), 1000);
  read(feed([{ ...ROWS[7], removed: true }, { ...ROWS[4], deaths: 99 }, { ...ROWS[0], key: 5 }], { removed: true }), 1000, columns);
  assert.equal(columns.deaths[columns.findKey(ROWS[4].key)], 99);
  assert.equal(columns.findKey(ROWS[7].key), -1);
  assert.equal(columns.findKey(5), ROWS.length, 'a new one is the last row');
});

test('an incident is found by its UUID once that is known', () => {
  const { columns } = read(feed(ROWS), 1000);
  const uuid = '0d4f1c9e-1111-5222-8333-444455556666';
  assert.equal(columns.find(uuid), -1);
  columns.ids.names.know(ROWS[2].key, uuid);
  assert.equal(columns.find(uuid), 2);
  assert.equal(columns.find(String(ROWS[2].key)), 2);
  assert.equal(columns.ids.text(2), uuid);
  columns.ids.names.know(77, uuid);
  assert.equal(columns.ids.text(2), String(ROWS[2].key), 'it was deleted and came again under another key');
});

test('the keys of an answer are to be had alone', () => {
  assert.deepEqual(new ArrowStream().push(feed(ROWS)).flatMap(keysOf), ROWS.map(r => r.key));
});

test('a feed without a column that is needed says which', () => {
  const table = tableFromColumns({ key: columnFromArray([1], int32()) });
  const [only] = new ArrowStream().push(tableToIPC(table, { format: 'stream' } as never)!);
  assert.throws(() => appendTable(new IncidentColumns(), only), /no column 'lon'; it has key/);
});
