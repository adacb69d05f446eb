import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaOf, crossesItself, distance, lengthOf, wayOf, type Corner } from '../src/measure/ellipsoid.ts';
import { areaInWords, lengthInWords } from '../src/measure/words.ts';
import { Texts } from '../src/texts.ts';

// Expected: PostGIS 3.3.2 (GEOS 3.11.1, PROJ 9.1.1), ST_Length, ST_Area and ST_Perimeter of the same shapes as geography.
const BAMAKO: Corner = [-7.9922, 12.6392];
const MOPTI: Corner = [-4.1895, 14.4843];
const GAO: Corner = [-0.0447, 16.2717];
const KIDAL: Corner = [1.4078, 18.4411];
const OUAGADOUGOU: Corner = [-1.5247, 12.3714];
const near = (actual: number, expected: number, within: number) => assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

test("distances are PostGIS' to a hundredth of a millimetre, on a path and within a town", () => {
  near(distance(BAMAKO, GAO), 946263.3847441656, 1e-5);
  near(lengthOf([BAMAKO, MOPTI, GAO, KIDAL]), 1231771.648401049, 1e-5);
  near(distance(MOPTI, [-4.1885, 14.4853]), 154.47872529410196, 1e-5);
});

test("areas are PostGIS' to a square metre, whichever way round the outline goes and however it is bent", () => {
  near(areaOf([MOPTI, GAO, OUAGADOUGOU]).area, 80721282697.28445, 1);
  near(areaOf([OUAGADOUGOU, GAO, MOPTI]).area, 80721282697.28445, 1);
  near(areaOf([MOPTI, GAO, OUAGADOUGOU]).perimeter, 1318414.5369393616, 1e-4);
  near(areaOf([[-9, 11], [7, 11], [7, 26], [-9, 26]]).area, 2810065538159.8994, 50);
  near(areaOf([[-9, 11], [7, 11], [7, 26], [-9, 26]]).perimeter, 6670006.622541424, 1e-4);
  near(areaOf([[0, 14], [2, 14], [2, 16], [1, 14.5], [0, 16]]).area, 29808657249.478943, 1);
});

test('the way that is drawn is as long as what is said, and bends towards the pole', () => {
  const way = wayOf([[-9, 20], [7, 20]]);
  near(lengthOf(way), distance([-9, 20], [7, 20]), 1e-3);
  assert.ok(Math.max(...way.map(([, lat]) => lat)) > 20.1);
  assert.deepEqual(wayOf([]), []);
});

test('an outline that crosses itself is known, a bent one is not taken for it', () => {
  assert.equal(crossesItself([[0, 0], [1, 1], [1, 0], [0, 1]]), true);
  assert.equal(crossesItself([[0, 14], [2, 14], [2, 16], [1, 14.5], [0, 16]]), false);
  assert.equal(crossesItself([MOPTI, GAO, OUAGADOUGOU]), false);
});

test('lengths and areas are said with the unit that fits, in the form of the language', () => {
  const texts = new Texts({});
  assert.deepEqual([154.4787, 3.21, 1500, 12345, 946263.38].map(m => lengthInWords(m, texts)), ['154 m', '3.2 m', '1.5 km', '12.35 km', '946.3 km']);
  assert.deepEqual([12345, 5e6, 80721282697].map(m2 => areaInWords(m2, texts)), ['0.0123 km²', '5 km²', '80,721 km²']);
  texts.language = 'fr';
  assert.equal(lengthInWords(946263.38, texts), '946,3 km');
});
