import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bool, columnFromArray, dateDay, dictionary, field, fixedSizeBinary, fixedSizeList, float64, int32, struct, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import { appendTable, ArrowStream } from '../src/data/arrow.ts';
import { COUNTED_ELSEWHERE, IncidentColumns, NOT_STATED, SYNTHETIC } from '../src/data/columns.ts';
import { uuidBytes } from '../src/data/ids.ts';
import { parseDay } from '../src/days.ts';
import { INCIDENT_TYPES } from '../src/vocabulary.ts';

const uuid = (n: number) => `0d4f1c9e-1111-5222-8333-${n.toString(16).padStart(12, '0')}`;

interface Fixture {
  id: string; lon: number; lat: number; from: string; until: string; type: string; actors: string; deaths: number | null; civilian: number | null; synthetic: boolean; counted: boolean;
}

const ROWS: Fixture[] = Array.from({ length: 23 }, (_, n) => ({
  id: uuid(n), lon: -4 + n / 7, lat: 14 + n / 11, from: `2022-03-${String(n + 1).padStart(2, '0')}`, until: `2022-03-${String(n + 2).padStart(2, '0')}`,
  type: INCIDENT_TYPES[n % 4], actors: ['', 'Wagner;FAMa', 'JNIM'][n % 3], deaths: n % 5 === 0 ? null : n, civilian: n % 2 ? n : null, synthetic: n % 7 === 0, counted: n === 3,
}));

/** As the server sends it; points interleaved or separated, as GeoArrow allows both. */
function feed(rows: Fixture[], separated = false): Uint8Array {
  const column = (values: unknown[], type: unknown) => columnFromArray(values as never, type as never, { maxBatchRows: 10 } as never);
  const texts = (values: (string | null)[]) => column(values, dictionary(utf8(), int32()));
  const table = tableFromColumns({
    id: column(rows.map(r => uuidBytes(r.id)!), fixedSizeBinary(16)),
    location: separated
      ? column(rows.map(r => ({ x: r.lon, y: r.lat })), struct([field('x', float64()), field('y', float64())]))
      : column(rows.map(r => [r.lon, r.lat]), fixedSizeList(field('xy', float64()), 2)),
    from: column(rows.map(r => new Date(r.from)), dateDay()),
    until: column(rows.map(r => new Date(r.until)), dateDay()),
    type: texts(rows.map(r => r.type)), actors: texts(rows.map(r => r.actors)),
    geoPrecision: texts(rows.map(() => 'District')), datePrecision: texts(rows.map(() => 'Day')),
    deathsBest: column(rows.map(r => r.deaths), int32()), civilianDeaths: column(rows.map(r => r.civilian), int32()), peacekeeperDeaths: column(rows.map(() => null), int32()),
    dataset: texts(rows.map(() => 'geodata')), synthetic: column(rows.map(r => r.synthetic), bool()), countedElsewhere: column(rows.map(r => r.counted), bool()),
    country: column(rows.map(() => 'ML'), utf8()), admin1: texts(rows.map((_, n) => (n === 4 ? null : 'ML/Gao'))),
  });
  table.schema.metadata = new Map([['sahelmap.position', '42'], ['sahelmap.epoch', 'e']]);
  return tableToIPC(table, { format: 'stream' } as never)!;
}

function read(bytes: Uint8Array, chunk: number): { columns: IncidentColumns; stream: ArrowStream; pieces: number } {
  const columns = new IncidentColumns();
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

for (const separated of [false, true]) {
  for (const chunk of [1_000_000, 1000, 7]) {
    test(`rows arrive whole in pieces of ${chunk} bytes, points ${separated ? 'separated' : 'interleaved'}`, () => {
      const { columns, stream, pieces } = read(feed(ROWS, separated), chunk);
      assert.equal(columns.length, ROWS.length);
      assert.equal(pieces, 3, 'three record batches');
      assert.ok(stream.ended);
      ROWS.forEach((expected, n) => {
        const row = columns.find(expected.id);
        assert.equal(row, n);
        assert.equal(columns.ids.text(row), expected.id);
        assert.equal(columns.lon[row], expected.lon);
        assert.equal(columns.lat[row], expected.lat);
        assert.equal(columns.from[row], parseDay(expected.from));
        assert.equal(columns.until[row], parseDay(expected.until));
        assert.equal(INCIDENT_TYPES[columns.type[row]], expected.type);
        assert.equal(columns.actorSets.values[columns.actors[row]], expected.actors);
        assert.equal(columns.deaths[row], expected.deaths ?? NOT_STATED);
        assert.equal(columns.civilianDeaths[row], expected.civilian ?? NOT_STATED);
        assert.equal(columns.peacekeeperDeaths[row], NOT_STATED);
        assert.equal(columns.countries.values[columns.country[row]], 'ML');
        assert.equal(columns.regions.values[columns.region[row]], n === 4 ? '' : 'ML/Gao');
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

test('a row that comes again replaces the one before', () => {
  const columns = new IncidentColumns();
  for (const rows of [ROWS, [{ ...ROWS[4], deaths: 99 }]]) for (const table of new ArrowStream().push(feed(rows))) appendTable(columns, table);
  assert.equal(columns.length, ROWS.length);
  assert.equal(columns.deaths[columns.find(ROWS[4].id)], 99);
});

test('a feed without a column that is needed says which', () => {
  const table = tableFromColumns({ id: columnFromArray([uuidBytes(uuid(1))!], fixedSizeBinary(16)) });
  const [only] = new ArrowStream().push(tableToIPC(table, { format: 'stream' } as never)!);
  assert.throws(() => appendTable(new IncidentColumns(), only), /no column 'location'; it has id/);
});
