import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchOf } from '../src/interop.ts';
import { filterParams, LAYERS, parseState, serialiseState } from '../src/state.ts';

const ID = '0d4f1c9e-1111-5222-8333-444455556666';
const OTHER = '1e5f1c9e-1111-5222-8333-444455556666';

const roundTrip = (query: string) => serialiseState(parseState(query));

test('an empty address is the default and stays empty', () => {
  const state = parseState('');
  assert.equal(serialiseState(state), '');
  assert.equal(state.from, null);
  assert.deepEqual(state.layers, [...LAYERS]);
  assert.deepEqual(state.actors, []);
});

test('every part of the state survives the address bar', () => {
  const query = 'view=-1.5,16.25,6.5&from=2022-01-01&until=2023-01-01&actor=Wagner,MINUSMA&role=CT&type=Battle,Explosion&kind=Base'
    + `&country=ML,NE&admin1=ML/Gao,NE/Tillab%C3%A9ri&minDeaths=5&source=ucdp-ged&q=Gao%20camp&axis=2021-01-01,2023-07-01&compare=2018-01-01..2019-01-01&layers=zones,labels&show=bins&weigh=deaths&sel=overlap:${ID}_${OTHER}&panel=overlaps&lang=fr&theme=dark`;
  assert.equal(roundTrip(`?${query}`), query);
});

test('what cannot be understood counts as not said', () => {
  const bad = [
    'view=north', 'view=1,2', 'view=1,2,3,4', 'view=999,0,5', 'view=,,', 'from=yesterday', 'from=2022-02-30', 'role=cooks', 'type=battle', 'kind=Tent', 'minDeaths=-1',
    'minDeaths=many', `sel=ship:${ID}`, 'sel=incident:7', `sel=overlap:${ID}`, `sel=incident:${ID}_${OTHER}`, 'panel=../etc', 'lang=de', 'theme=pink', 'show=hexagons', 'weigh=tons', 'show=points', 'actor=%3Cb%3E', 'country=Mali', 'admin1=Gao', 'axis=2020', 'axis=2021-01-01,2020-01-01',
    'compare=2018-01-01', 'compare=2019-01-01..2018-01-01', 'compare=2018-01-01..2018-02-30', 'compare=2018-01-01..2018-02-01..2018-03-01', 'compare=..',
  ];
  for (const query of bad) assert.equal(roundTrip(query), '', query);
});

test('a period that ends before it begins counts as not said', () => {
  for (const query of ['from=2023-01-01&until=2022-01-01', 'from=2022-01-01&until=2022-01-01', 'until=2011-01-01']) assert.equal(roundTrip(query), '', query);
});

test('naming every member of a closed list restricts nothing', () => {
  assert.equal(roundTrip('role=PoC,RtoP,CT&type=ViolenceAgainstCivilians,Battle,Explosion,Other'), '');
});

test('a list keeps the known members, once each', () => {
  assert.equal(roundTrip('type=Battle,Nonsense,Battle'), 'type=Battle');
});

test('no layer at all is a choice and is kept', () => {
  assert.deepEqual(parseState('layers=none').layers, []);
  assert.equal(roundTrip('layers=none'), 'layers=none');
});

test('parameters of others stay in the address', () => {
  assert.equal(roundTrip('asOf=2026-01-01T00:00:00Z&lang=fr'), 'lang=fr&asOf=2026-01-01T00:00:00Z');
});

test('a patch changes what it names, null clears, the rest is left out', () => {
  const patch = patchOf({ from: '2022-01-01', until: null, actors: ['Wagner'], types: null, minDeaths: '3', selection: { kind: 'incident', id: ID }, layers: { incidents: false } }, [...LAYERS]);
  assert.deepEqual(Object.keys(patch).sort(), ['actors', 'from', 'layers', 'minDeaths', 'selection', 'types', 'until']);
  assert.equal(patch.until, null);
  assert.deepEqual(patch.types, []);
  assert.equal(patch.minDeaths, 3);
  assert.deepEqual(patch.layers, ['zones', 'overlaps', 'labels']);
  assert.deepEqual(patchOf({ selection: null }, [...LAYERS]), { selection: null });
});

test('a second period is set and cleared by a patch, and is no part of the filter that the server gets', () => {
  const { compare } = patchOf({ compare: '2018-01-01..2019-01-01' }, [...LAYERS]);
  assert.deepEqual(compare, parseState('compare=2018-01-01..2019-01-01').compare);
  assert.equal(patchOf({ compare: null }, [...LAYERS]).compare, null);
  assert.equal(patchOf({ compare: 'nonsense' }, [...LAYERS]).compare, null);
  assert.deepEqual(filterParams(parseState('compare=2018-01-01..2019-01-01&minDeaths=2')), [['minDeaths', '2']]);
});

test('choices of an analysis that are too long for the address count as not said: cut, they would ask something else', () => {
  const analysis = (length: number) => `exposure;drawn:${'1'.repeat(length - 15)}`;
  assert.equal(parseState(`analysis=${analysis(6000)}`).analysis, analysis(6000));
  assert.equal(parseState(`analysis=${analysis(6001)}`).analysis, null);
});
