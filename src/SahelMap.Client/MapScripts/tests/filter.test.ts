import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTED_ELSEWHERE, IncidentColumns, NOT_STATED, REMOVED, SYNTHETIC, type IncidentRow } from '../src/data/columns.ts';
import { IncidentCounter } from '../src/data/counter.ts';
import { tallyZones } from '../src/data/filter.ts';
import { IncidentGroups } from '../src/data/groups.ts';
import { IncidentMarks, type Matches } from '../src/data/marks.ts';
import { visibleOverlaps, zoneOf, type SharedZone } from '../src/data/zones.ts';
import { dayOf, parseDay } from '../src/days.ts';
import { parseState, type State } from '../src/state.ts';
import { INCIDENT_TYPES, type DeploymentFeature } from '../src/vocabulary.ts';

const uuid = (n: number) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
const day = (text: string) => parseDay(text)!;

function random(seed: number): () => number {
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function row(values: Partial<IncidentRow>): IncidentRow {
  const from = values.from ?? day('2020-06-15');
  return {
    lon: 0, lat: 15, from, until: from + 1, type: 0, datePrecision: 0, geoPrecision: 0, deaths: 1, civilianDeaths: NOT_STATED, peacekeeperDeaths: NOT_STATED,
    actors: '', dataset: 'geodata', country: 'ML', region: 'ML/Gao', flags: 0, ...values,
  };
}

function columnsOf(rows: IncidentRow[]): IncidentColumns {
  const columns = new IncidentColumns();
  rows.forEach((values, n) => columns.upsert(n, values));
  return columns;
}

function counterFor(columns: IncidentColumns, state: State, matches: Matches = null): IncidentCounter {
  const counter = new IncidentCounter();
  counter.index(columns, new IncidentGroups(columns));
  counter.reset(marksOf(columns, state, matches));
  return counter;
}

function marksOf(columns: IncidentColumns, state: State, matches: Matches = null): IncidentMarks {
  const marks = new IncidentMarks();
  marks.index(columns, new IncidentGroups(columns));
  marks.mark(state, matches);
  return marks;
}

const startsOf = (...days: string[]) => Int32Array.from(days, day);
const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);

const tally = (columns: IncidentColumns, state: State, from: number, until: number, matches: Matches = null) =>
  counterFor(columns, state, matches).tally(from, until);

/** Written as one would say it, without any of the shortcuts under test. */
function naive(rows: IncidentRow[], state: State, from: number, until: number) {
  const passes = (r: IncidentRow, ...but: ('types' | 'actors' | 'period' | 'countries' | 'regions')[]) =>
    !(r.flags & REMOVED)
    && (but.includes('period') || (r.from < until && r.until > from))
    && (but.includes('types') || state.types.length === 0 || state.types.includes(INCIDENT_TYPES[r.type]))
    && (but.includes('actors') || state.actors.length === 0 || r.actors.split(';').some(code => state.actors.includes(code)))
    && (but.includes('countries') || state.countries.length === 0 || state.countries.includes(r.country))
    && (but.includes('regions') || state.regions.length === 0 || state.regions.includes(r.region))
    && (state.sources.length === 0 || state.sources.includes(r.dataset))
    && (state.minDeaths === 0 || r.deaths >= state.minDeaths);
  const shown = rows.filter(r => passes(r));
  const total = (get: (r: IncidentRow) => number) => shown.filter(r => !(r.flags & COUNTED_ELSEWHERE)).reduce((total, r) => total + Math.max(0, get(r)), 0);
  return {
    shown: shown.length,
    total: rows.filter(r => !(r.flags & REMOVED)).length,
    deaths: total(r => r.deaths),
    civilianDeaths: total(r => r.civilianDeaths),
    byType: INCIDENT_TYPES.map((_, t) => shown.filter(r => r.type === t).length),
    typeAvailable: INCIDENT_TYPES.map((_, t) => rows.filter(r => r.type === t && passes(r, 'types')).length),
    wagner: shown.filter(r => r.actors.split(';').includes('Wagner')).length,
    wagnerAvailable: rows.filter(r => passes(r, 'actors') && r.actors.split(';').includes('Wagner')).length,
    gao: shown.filter(r => r.region === 'ML/Gao').length,
    gaoAvailable: rows.filter(r => passes(r, 'regions') && r.region === 'ML/Gao').length,
    niger: shown.filter(r => r.country === 'NE').length,
    nigerAvailable: rows.filter(r => passes(r, 'countries', 'regions') && r.country === 'NE').length,
    passing: rows.filter(r => passes(r, 'period')).length,
    in2015: rows.filter(r => passes(r, 'period') && r.from >= day('2015-01-01') && r.from < day('2016-01-01')).length,
  };
}

test('the counts are those of a naive count, for many filters and however the period is dragged', () => {
  const next = random(7);
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)];
  const rows = Array.from({ length: 3000 }, () => {
    const from = dayOf(2010, 0, 1) + Math.floor(next() * 5500);
    return row({
      from, until: from + pick([1, 1, 1, 4, 31]), type: Math.floor(next() * 4), deaths: pick([NOT_STATED, 0, 1, 3, 12, 150]), civilianDeaths: pick([NOT_STATED, 0, 2]),
      actors: pick(['', 'Wagner;FAMa', 'JNIM', 'FAMa;JNIM', 'Wagner']), dataset: pick(['geodata', 'ucdp-ged', 'local']),
      flags: pick([0, 0, 0, SYNTHETIC, COUNTED_ELSEWHERE, REMOVED]), ...pick([{ country: 'ML', region: 'ML/Gao' }, { country: 'ML', region: '' }, { country: 'NE', region: 'NE/Dosso' }, { country: '', region: '' }]),
    });
  });
  const columns = columnsOf(rows);
  const groups = new IncidentGroups(columns);
  const [marks, counter, other] = [new IncidentMarks(), new IncidentCounter(), new IncidentCounter()];
  marks.index(columns, groups);
  for (const each of [counter, other]) each.index(columns, groups);
  let state = parseState('');
  for (let trial = 0; trial < 90; trial++) {
    // Now and then another number of deaths alone: then only the rows that it moves are counted.
    if (trial % 3 > 0) state = { ...state, minDeaths: pick([0, 1, 2, 10, 13, 151]) };
    else state = {
      ...parseState(''),
      actors: pick([[], ['Wagner'], ['JNIM', 'FAMa'], ['Nobody']]), types: pick([[], ['Battle' as const], ['Other' as const, 'Explosion' as const]]),
      sources: pick([[], ['ucdp-ged'], ['local', 'geodata']]), minDeaths: pick([0, 0, 1, 10]), countries: pick([[], [], ['NE'], ['ML', '']]), regions: pick([[], [], ['ML/Gao'], ['NE/Dosso', 'ML/Mopti']]),
    };
    marks.mark(state, null);
    for (const each of [counter, other]) each.reset(marks);
    for (let drag = 0; drag < 6; drag++) {
      const from = dayOf(2012, Math.floor(next() * 100), 1 + Math.floor(next() * 28));
      const until = from + 1 + Math.floor(next() * 1500);
      other.tally(from + 100, until + 100); // counts for itself
      const got = counter.tally(from, until);
      assert.deepEqual({
        shown: got.shown, total: got.total, deaths: got.deaths, civilianDeaths: got.civilianDeaths, byType: got.byType, typeAvailable: got.typeAvailable,
        wagner: got.byActor.get('Wagner') ?? 0, wagnerAvailable: got.actorAvailable.get('Wagner') ?? 0, 
        gao: got.byRegion.get('ML/Gao'), gaoAvailable: got.regionAvailable.get('ML/Gao'), niger: got.byCountry.get('NE'), nigerAvailable: got.countryAvailable.get('NE'),
        passing: marks.fails.subarray(0, rows.length).reduce((n, failed) => n + (failed === 0 ? 1 : 0), 0),
        in2015: sum(marks.bars(startsOf('2015-01-01', '2016-01-01'))),
      }, naive(rows, state, from, until));
    }
  }
});

test('an incident counts on its last day inside the period and not on the first day outside', () => {
  const columns = columnsOf([row({ from: day('2020-03-30'), until: day('2020-04-02') })]);
  const shown = (from: string, until: string) => tally(columns, parseState(''), day(from), day(until)).shown;
  assert.equal(shown('2020-04-01', '2020-05-01'), 1, 'its last day is 1 April');
  assert.equal(shown('2020-04-02', '2020-05-01'), 0, 'until is the first day outside');
  assert.equal(shown('2020-03-01', '2020-03-31'), 1, 'the period ends after its first day');
  assert.equal(shown('2020-03-01', '2020-03-30'), 0, 'the period ends before it');
});

test('deaths that are not stated pass no minimum, but pass without one', () => {
  const columns = columnsOf([row({ deaths: NOT_STATED }), row({ deaths: 0 }), row({ deaths: 1 })]);
  const shown = (minDeaths: number) => tally(columns, { ...parseState(''), minDeaths }, day('2020-01-01'), day('2021-01-01')).shown;
  assert.deepEqual([0, 1, 2].map(shown), [3, 1, 0]);
});

test('bars hold the incidents that begin in them, by type, whatever the period, and none from off the axis', () => {
  const columns = columnsOf([row({ from: day('2012-01-01') }), row({ from: day('2012-01-31') }), row({ from: day('2012-02-01'), type: 1 }), row({ from: day('2011-12-31') }), row({ from: day('2012-02-29') }), row({ from: day('2012-03-01') })]);
  const marks = marksOf(columns, parseState(''));
  assert.deepEqual([...marks.bars(startsOf('2012-01-01', '2012-02-01', '2012-03-01'))], [2, 0, 0, 0, 1, 1, 0, 0]);
  assert.deepEqual([...marks.bars(startsOf('2012-01-31', '2012-02-01', '2012-02-02'))], [1, 0, 0, 0, 0, 1, 0, 0]);
  assert.deepEqual([...marks.bars(startsOf('1990-01-01', '1991-01-01', '2030-01-01', '2031-01-01'))], [0, 0, 0, 0, 5, 1, 0, 0, 0, 0, 0, 0]);
  assert.equal(sum(marksOf(columns, parseState('type=Battle')).bars(startsOf('2012-01-01', '2013-01-01'))), 1, 'they obey the filter');
});

test('words restrict to the rows that the server found', () => {
  const columns = columnsOf([row({}), row({}), row({})]);
  assert.equal(tally(columns, parseState('q=x'), day('2020-01-01'), day('2021-01-01'), new Set([2])).shown, 1);
});

test('a changed row is counted once, in its new form, and a removed one not at all', () => {
  const columns = columnsOf([row({ deaths: 5 }), row({ deaths: 7 })]);
  columns.upsert(0, row({ deaths: 50 }));
  columns.remove(1);
  const { shown, total, deaths } = tally(columns, parseState(''), day('2020-01-01'), day('2021-01-01'));
  assert.deepEqual({ shown, total, deaths }, { shown: 1, total: 1, deaths: 50 });
  assert.equal(columns.findKey(1), -1);
  columns.upsert(1, row({ deaths: 7 }));
  assert.ok(columns.findKey(1) >= 0, 'a deletion that is undone brings it back');
});

function zone(n: number, from: string, until: string | null, more: object = {}) {
  return zoneOf({
    type: 'Feature', id: uuid(n), geometry: { type: 'MultiPolygon', coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] },
    properties: { actor: 'MINUSMA', name: 'Sector East', nameFr: 'Secteur Est', dataset: 'geodata', kind: 'Sector', role: 'PoC', from, until, roleUntil: null, rule: null, approximate: true, areaInWords: null, place: 'Gao', synthetic: false, revision: 1, ...more },
  } as DeploymentFeature);
}

test('a deployment shows on its last day and not on the first day after it', () => {
  const zones = [zone(1, '2013-07-01', '2024-01-01')];
  const shown = (from: string, until: string) => tallyZones(zones, parseState(''), null, day(from), day(until)).shown;
  assert.equal(shown('2023-12-31', '2024-06-01'), 1);
  assert.equal(shown('2024-01-01', '2024-06-01'), 0);
  assert.equal(shown('2013-06-01', '2013-07-01'), 0);
  assert.equal(shown('2013-06-01', '2013-07-02'), 1);
});

test('a deployment without an end goes on', () => {
  assert.equal(tallyZones([zone(1, '2021-12-01', null)], parseState(''), null, day('2030-01-01'), day('2031-01-01')).shown, 1);
});

test('deployments obey actor, role, kind, source and words; what is not chosen stays countable', () => {
  const zones = [zone(1, '2013-01-01', null), zone(2, '2013-01-01', null, { actor: 'Wagner', role: 'CT', kind: 'Base', name: 'Ber', nameFr: null, place: 'Ber', dataset: 'local' })];
  const shown = (query: string) => [...tallyZones(zones, parseState(query), null, day('2020-01-01'), day('2021-01-01')).visible].map(id => zones.findIndex(z => z.id === id) + 1);
  assert.deepEqual(shown('actor=Wagner'), [2]);
  assert.deepEqual(shown('role=PoC'), [1]);
  assert.deepEqual(shown('kind=Base,Camp'), [2]);
  assert.deepEqual(shown('source=local'), [2]);
  assert.equal(tallyZones(zones, parseState('q=secteur'), null, day('2020-01-01'), day('2021-01-01'), new Set([zones[0].id])).shown, 1, 'those that the server found');
  assert.deepEqual(shown('type=Battle&minDeaths=9'), [1, 2], 'what is about incidents leaves deployments alone');
  const tallied = tallyZones(zones, parseState('actor=Wagner'), null, day('2020-01-01'), day('2021-01-01'));
  assert.equal(tallied.byActor.get('MINUSMA'), undefined);
  assert.equal(tallied.actorAvailable.get('MINUSMA'), 1);
  assert.equal(tallyZones(zones, parseState('country=ML'), new Set([uuid(2)]), day('2020-01-01'), day('2021-01-01')).shown, 1, 'where the server found it in the country');
});

test('an overlap shows while its shared days touch the period, when either side is chosen', () => {
  const zones = new Map([zone(1, '2013-01-01', null), zone(2, '2013-01-01', null, { kind: 'Base' })].map(z => [z.id, z]));
  const overlap = { id: 'x', from: day('2020-03-27'), until: day('2022-07-01'), properties: { poc: uuid(1), ct: uuid(2), pocActor: 'MINUSMA', ctActor: 'Takuba' } } as unknown as SharedZone;
  const shows = (query: string, from: string, until: string) => visibleOverlaps([overlap], zones, parseState(query), day(from), day(until)).size === 1;
  assert.ok(shows('', '2022-06-30', '2023-01-01'));
  assert.ok(!shows('', '2022-07-01', '2023-01-01'));
  assert.ok(shows('actor=Takuba', '2021-01-01', '2022-01-01'));
  assert.ok(!shows('actor=Wagner', '2021-01-01', '2022-01-01'));
  assert.ok(shows('kind=Base', '2021-01-01', '2022-01-01'));
  assert.ok(!shows('kind=Camp', '2021-01-01', '2022-01-01'));
});
