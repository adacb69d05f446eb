import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { WEIGHTS } from '../src/state.ts';
import { DEPLOYMENT_KINDS, INCIDENT_TYPES, NORMS } from '../src/vocabulary.ts';
import { MODES, STEPS } from '../src/timeline/player.ts';
import { UNITS } from '../src/timeline/units.ts';

// This file runs from obj/tests.
const source = new URL('../../src/', import.meta.url);
const resources = (language: string) => JSON.parse(readFileSync(new URL(`../../../Resources/strings.${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;

const ENDINGS: Record<string, readonly (string | number)[]> = {
  'map.legend.bins.': WEIGHTS, 'map.legend.clusters.': WEIGHTS, 'map.type.': INCIDENT_TYPES, 'map.kind.': DEPLOYMENT_KINDS,
  'map.picture.': ['zones', 'overlaps', 'incidents'], 'map.picture.dataset.': ['geodata', 'local', 'synthetic', 'ucdp-ged'],
  'time.norm.': NORMS, 'time.step.': STEPS.map(step => step.replace(' ', '')), 'time.mode.': MODES, 'time.do.': ['all', 'back', 'farther', 'fit', 'forward', 'nearer'], 'time.unit.': UNITS,
  'map.short.': ['AFISMA', 'AQIM', 'Chad', 'Civilians', 'DogonArmed', 'FrenchForces', 'FulaniArmed', 'ISGS', 'Mauritania', 'TuaregArmed', 'Unidentified'],
  'map.table.': [
    'incidents', 'deployments', 'overlaps', 'date', 'type', 'title', 'place', 'country', 'actors', 'deaths', 'civilianDeaths', 'source',
    'actor', 'name', 'kind', 'norm', 'from', 'last', 'poc', 'pocName', 'ct', 'ctName', 'days', 'km2',
  ],
};

function keysInUse(): Set<string> {
  const keys = new Set<string>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
    const code = readFileSync(new URL(file, source), 'utf8');
    for (const [, key] of code.matchAll(/['`]((?:map|time)\.[A-Za-z.]+)(?=['`$])/g)) {
      if (key in ENDINGS) for (const ending of ENDINGS[key]) keys.add(key + ending);
      else if (code.includes(`count('${key}'`)) for (const ending of ['one', 'other']) keys.add(`${key}.${ending}`);
      else keys.add(key);
    }
  }
  return keys;
}

for (const language of ['en', 'fr']) {
  test(`every text that the script shows is there in ${language}`, () => {
    const texts = resources(language);
    assert.deepEqual([...keysInUse()].filter(key => !texts[key]), []);
  });

  test(`no text for the script is left over in ${language}`, () => {
    const used = keysInUse();
    assert.deepEqual(Object.keys(resources(language)).filter(key => /^(map|time)\./.test(key) && !used.has(key)), []);
  });
}

test('both languages fill in the same values', () => {
  const [en, fr] = [resources('en'), resources('fr')];
  const holes = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort().join();
  for (const key of keysInUse()) assert.equal(holes(en[key] ?? ''), holes(fr[key] ?? ''), key);
});
