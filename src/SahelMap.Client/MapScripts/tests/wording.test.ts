import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseDay } from '../src/days.ts';
import { Texts, type Language } from '../src/texts.ts';
import type { DatePrecision } from '../src/vocabulary.ts';
import { periodInWords, presenceInWords, spanInWords } from '../src/wording.ts';

const resources = (language: Language) =>
  JSON.parse(readFileSync(new URL(`../../../Resources/strings.${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const all = { en: resources('en'), fr: resources('fr') };

function texts(language: Language): Texts {
  const made = new Texts(all);
  made.language = language;
  return made;
}

const span = (from: string, until: string, precision: DatePrecision, language: Language) =>
  spanInWords(parseDay(from)!, parseDay(until)!, precision, texts(language)).replaceAll('\u00a0', ' ');

const CASES: [string, string, DatePrecision, string, string][] = [
  ['2022-03-15', '2022-03-16', 'Day', '15 March 2022', '15 mars 2022'],
  ['2022-03-01', '2022-03-02', 'Day', '1 March 2022', '1er mars 2022'],
  ['2022-03-27', '2022-04-01', 'DayRange', '27–31 March 2022', '27–31 mars 2022'],
  ['2019-03-23', '2019-03-24', 'DayRange', '23 March 2019', '23 mars 2019'],
  ['2022-03-14', '2022-03-21', 'Week', 'week of 14–20 March 2022', 'semaine : 14–20 mars 2022'],
  ['2022-03-01', '2022-04-01', 'Month', 'March 2022', 'mars 2022'],
  ['2022-03-01', '2022-05-01', 'Month', 'March – April 2022', 'mars – avril 2022'],
  ['2022-01-01', '2023-01-01', 'Year', '2022', '2022'],
  ['2012-01-01', '2014-01-01', 'Year', '2012–2013', '2012–2013'],
  ['2022-01-01', '2023-01-01', 'Unknown', 'date unknown (2022)', 'date inconnue (2022)'],
];

for (const [from, until, precision, english, french] of CASES) {
  test(`${from} to before ${until}, known to the ${precision}, reads "${english}"`, () => {
    assert.equal(span(from, until, precision, 'en').replace(' – ', '–'), english.replace(' – ', '–'));
    assert.equal(span(from, until, precision, 'fr').replace(' – ', '–').replace('-', '–'), french.replace(' – ', '–'));
  });
}

test('a date known to the month shows no day, in neither language', () => {
  for (const language of ['en', 'fr'] as const) assert.doesNotMatch(span('2022-03-01', '2022-04-01', 'Month', language), /\b(1|31)\b/);
});

test('a period of whole months names its last month, not the first one outside', () => {
  const words = periodInWords(parseDay('2019-01-01')!, parseDay('2021-01-01')!, 'en');
  assert.match(words, /^January 2019\s*–\s*December 2020$/);
});

test('a presence that goes on says since when', () => {
  assert.equal(presenceInWords(parseDay('2021-12-01')!, null, texts('en')), 'since 1 December 2021');
  assert.equal(presenceInWords(parseDay('2021-12-01')!, null, texts('fr')), 'depuis le 1er décembre 2021');
});

test('French counts nought as one', () => {
  assert.equal(texts('fr').count('map.tip.deaths', 0), '0 mort');
  assert.equal(texts('en').count('map.tip.deaths', 0), '0 deaths');
  assert.equal(texts('en').count('map.tip.deaths', 1), '1 death');
});

test('a text that is missing shows its key', () => {
  assert.equal(texts('en').get('map.nothing'), 'map.nothing');
});
