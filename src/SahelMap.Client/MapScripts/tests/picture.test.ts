import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { App } from '../src/app.ts';
import { metresPerPixel, scaleLength } from '../src/picture/frame.ts';
import { stageFor } from '../src/picture/stage.ts';
import { filterInWords, wordsOf } from '../src/picture/words.ts';
import { parseState } from '../src/state.ts';
import { Texts, type Language } from '../src/texts.ts';

const resources = (language: Language) =>
  JSON.parse(readFileSync(new URL(`../../../Resources/strings.${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const all = { en: resources('en'), fr: resources('fr') };

const tallyOf = (synthetic = 0, zones: string[] = []) => ({
  incidents: { shown: 412, deaths: 1204, civilianDeaths: 640, synthetic }, zones: { shown: zones.length, synthetic: 0, visible: new Set(zones) }, overlaps: new Set(['a']),
});

/** A page with these choices, as far as words need one. */
function page(query: string, language: Language = 'en', second: object | null = null, tally = tallyOf()): App {
  const texts = new Texts(all);
  texts.language = language;
  const store = {
    actors: new Map([['Wagner', { shortName: 'Wagner Group' }]]),
    zones: new Map([['known', { properties: { approximate: false } }], ['rough', { properties: { approximate: true } }]]),
  };
  return { texts, state: parseState(query), store, ...tally, period: [parseState('from=2017-01-01').from, parseState('until=2018-01-01').until], compare: { second } } as unknown as App;
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('every choice of the filter is said, and that there is none is said too', () => {
  assert.equal(filterInWords(page('')), 'No filter but the period');
  assert.equal(
    filterInWords(page('actor=Wagner,Unknown&role=PoC&kind=Base&type=Battle,Explosion&country=ML&admin1=NE/Tillab%C3%A9ri&source=ucdp-ged,mine&minDeaths=5&q=Gao')),
    'Filter: actors Wagner Group, Unknown · norms: protection of civilians · kinds of deployment: base · types: battle, explosion · places: Mali, Tillabéri · data from UCDP GED, mine · at least 5 deaths · records that hold “Gao”');
  assert.equal(plain(filterInWords(page('minDeaths=1&q=Gao', 'fr'))), 'Filtre : au moins 1 mort · fiches qui contiennent « Gao »');
});

test('a picture says its period, its counts, its sources and where it can be had again', () => {
  const words = wordsOf(page('layers=incidents,zones'), ['UCDP GED (CC BY 4.0)'], 'http://here/s/abc');
  assert.equal(words.title, 'Deployments and incidents in Mali and the Sahel');
  assert.deepEqual(words.periods, ['January – December 2017: 412 incidents, 1,204 deaths (640 of civilians), 0 deployments in force, 1 overlap']);
  assert.match(words.sources, /^Sources: .*UCDP GED \(CC BY 4\.0\)$/);
  assert.equal(words.link, 'http://here/s/abc');
  assert.deepEqual(words.warnings, []);
});

test('two periods are told apart by letters, and synthetic data in either is never passed over', () => {
  const words = wordsOf(page('compare=2016-01-01..2017-01-01', 'en', tallyOf(3)), [], '');
  assert.match(words.periods[0], /^A: January – December 2017: /);
  assert.match(words.periods[1], /^B: January – December 2016: /);
  assert.equal(words.warnings.length, 1);
  assert.match(words.warnings[0], /synthetic/);
});

test('approximate areas are said where such a zone is shown', () => {
  assert.equal(wordsOf(page('', 'en', null, tallyOf(0, ['known'])), [], '').warnings.length, 0);
  assert.match(wordsOf(page('', 'en', null, tallyOf(0, ['known', 'rough'])), [], '').warnings[0], /approximate/);
  assert.equal(wordsOf(page('layers=incidents', 'en', null, tallyOf(0, ['rough'])), [], '').warnings.length, 0);
});

test('the scale is a round number of metres that fits', () => {
  for (let zoom = 3; zoom <= 15; zoom += 0.25) {
    const perPixel = metresPerPixel({ lon: 0, lat: 16, zoom });
    const length = scaleLength(perPixel, 120);
    assert.match(String(length), /^[1235]0*$/);
    assert.ok(length / perPixel <= 120 && length / perPixel > 50, `${zoom}: ${length / perPixel}`);
  }
  // At zoom 0 the equator is one tile of 512 pixels.
  assert.ok(Math.abs(metresPerPixel({ lon: 0, lat: 0, zoom: 0 }) * 512 - 40_075_017) < 1);
});

test('a picture shows all that the screen shows, with names not much smaller', () => {
  for (const [screen, size] of [[{ width: 1100, height: 690 }, { width: 845, height: 520, ratio: 2 }], [{ width: 390, height: 400 }, { width: 800, height: 500, ratio: 2 }], [{ width: 2400, height: 1300 }, { width: 700, height: 500, ratio: 2 }]] as const) {
    const stage = stageFor(screen, size);
    assert.ok(stage.scale >= 0.72 && stage.scale <= 1.25);
    // Ground that the stage shows, in pixels of the screen.
    const shown = 2 ** -stage.zoomBy;
    assert.ok(stage.width * shown >= screen.width - 2 && stage.height * shown >= screen.height - 2, JSON.stringify(stage));
    assert.ok(Math.abs(stage.width * stage.ratio - size.width * size.ratio) <= 2 * stage.ratio);
  }
});
