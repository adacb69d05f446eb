// Checks the basemap that is in the folder above: node check.mjs. Exits 1 at the first thing wrong.
import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import mapshaper from 'mapshaper';
import { COUNTRIES, REGION_COUNTS } from './area-names.mjs';
import { BOX, CLIP, inBox } from './box.mjs';
import { contains, distance, join, project } from './gshhg.mjs';
import { RIVERS } from './water-names.mjs';

const require = createRequire(import.meta.url);
const path = layer => new URL(`../${layer}.geojson`, import.meta.url);
const LAYERS = ['countries', 'regions', 'rivers', 'lakes', 'towns'];
const layers = {};
for (const layer of LAYERS) layers[layer] = JSON.parse(await readFile(path(layer), 'utf8')).features;
const { countries, regions, rivers, lakes, towns } = layers;

const polygons = f => f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates;
const lines = f => f.geometry.type === 'LineString' ? [f.geometry.coordinates] : f.geometry.coordinates;
const within = (f, point) => polygons(f).some(rings => rings.filter(r => contains(r, point)).length === 1);
const steps = f => polygons(f).flat().flatMap(ring => ring.slice(1).map((b, i) => [ring[i], b]));
const sameStep = ([a, b]) => [`${a}`, `${b}`].sort().join(' ');

const checks = {
  async 'every file is under 2,000 KiB'() {
    for (const layer of LAYERS) assert.ok((await stat(path(layer))).size < 2000 * 1024, layer);
  },

  'nothing lies outside the box or is finer than 5 decimals'() {
    for (const f of Object.values(layers).flat()) {
      const flat = f.geometry.coordinates.flat(Infinity);
      for (let i = 0; i < flat.length; i += 2) assert.ok(inBox(flat[i], flat[i + 1]), JSON.stringify(f.properties));
      for (const v of flat) assert.equal(v, +v.toFixed(5));
    }
  },

  'outer rings run counter-clockwise, holes clockwise'() {
    const turn = ring => Math.sign(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0));
    for (const f of [...countries, ...regions, ...lakes]) for (const rings of polygons(f))
      rings.forEach((ring, i) => assert.equal(turn(ring), i ? -1 : 1, JSON.stringify(f.properties)));
  },

  'all countries and regions are there, under ids of their own'() {
    assert.deepEqual(countries.map(f => f.properties.iso), Object.keys(COUNTRIES).sort());
    for (const [iso, count] of Object.entries(REGION_COUNTS))
      assert.equal(regions.filter(f => f.properties.iso === iso).length, count, iso);
    assert.equal(new Set(regions.map(f => f.properties.id)).size, regions.length);
  },

  'borders between countries, and between regions, are the same vertices on both sides'() {
    // A step that only one polygon has must be coast or the edge of the box. If just outside it
    // there is another polygon, the two have different vertices.
    const outsiders = countries.filter(f => !(f.properties.iso in REGION_COUNTS));
    for (const cover of [countries, [...regions, ...outsiders]]) {
      const uses = new Map();
      for (const f of cover) for (const s of steps(f)) uses.set(sameStep(s), (uses.get(sameStep(s)) ?? 0) + 1);
      for (const f of cover) for (const [a, b] of steps(f)) {
        assert.ok(uses.get(sameStep([a, b])) <= 2);
        if (uses.get(sameStep([a, b])) === 2) continue;
        const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
        const outside = [(a[0] + b[0]) / 2 + (b[1] - a[1]) / long * 2e-5, (a[1] + b[1]) / 2 - (b[0] - a[0]) / long * 2e-5];
        const other = cover.find(g => g !== f && within(g, outside));
        assert.ok(!other, `${JSON.stringify(f.properties)} and ${JSON.stringify(other?.properties)} differ at ${outside}`);
      }
      // Such steps join to coasts. One inside another would be a gap between neighbours.
      const coasts = join(cover.flatMap(steps).filter(s => uses.get(sameStep(s)) === 1));
      for (const a of coasts) for (const b of coasts) assert.ok(a === b || !contains(a, b[0]), `gap at ${b[0]}`);
    }
  },

  "a country's border is the outer border of its regions, vertex for vertex"() {
    for (const iso of Object.keys(REGION_COUNTS)) {
      const once = new Set();
      for (const f of regions.filter(r => r.properties.iso === iso)) for (const s of steps(f).map(sameStep))
        if (!once.delete(s)) once.add(s);
      assert.deepEqual([...once].sort(), steps(countries.find(c => c.properties.iso === iso)).map(sameStep).sort(), iso);
    }
  },

  async 'countries have the area that world-atlas gives them, within 1.5 %'() {
    const km2 = async (file, select) => {
      const made = await mapshaper.applyCommands(`-quiet -i in.json id-field=id ${select} ${CLIP} -each "km2=this.area/1e6" -o out.json format=json`,
        { 'in.json': await readFile(file) });
      return JSON.parse(made['out.json'] ?? made['countries.json']);
    };
    const ours = await km2(path('countries'), '');
    const theirs = await km2(require.resolve('world-atlas/countries-10m.json'), '-target countries');
    for (const { iso, km2: mine } of ours) {
      if (mine < 10_000) continue; // only a corner reaches into the box: the coarse grid of world-atlas shows
      const { km2: other } = theirs.find(c => c.id === COUNTRIES[iso][0]);
      assert.ok(Math.abs(mine / other - 1) < 0.015, `${iso}: ${mine.toFixed(0)} km², world-atlas ${other.toFixed(0)} km²`);
    }
  },

  'towns lie in the regions they should, traps included'() {
    const expected = { Bamako: 'ML/Bamako', Timbuktu: 'ML/Tombouctou', Kidal: 'ML/Kidal', Mopti: 'ML/Mopti',
      'Ménaka': 'ML/Gao', Taoudenni: 'ML/Tombouctou', Dori: 'BF/Sahel', Djibo: 'BF/Sahel', Diffa: 'NE/Diffa',
      'Tillabéri': 'NE/Tillabéri', 'Faya-Largeau': 'TD/Borkou', 'Néma': 'MR/Hodh Ech Chargui' };
    for (const [name, id] of Object.entries(expected)) {
      const town = towns.find(t => t.properties.name === name && t.properties.country === id.slice(0, 2));
      assert.equal(regions.find(r => within(r, town.geometry.coordinates))?.properties.id, id, name);
    }
    assert.equal(new Set(towns.map(t => t.properties.geonameid)).size, 1180);
  },

  'every named river is one line without gaps'() {
    for (const f of rivers.filter(r => r.properties.name)) assert.equal(lines(f).length, 1, f.properties.name);
  },

  'a tributary ends at a vertex of its river'() {
    const line = name => lines(rivers.find(f => f.properties.name === name))[0];
    for (const { name, into } of RIVERS.filter(r => r.into)) {
      const trunk = new Set(line(into).map(String));
      assert.ok([line(name)[0], line(name).at(-1)].some(end => trunk.has(String(end))), `${name} → ${into}`);
    }
  },

  'the Niger passes Bamako, Ségou, Mopti, Timbuktu, Gao and Niamey in that order'() {
    const [niger] = lines(rivers.find(f => f.properties.name === 'Niger'));
    const passed = ['Bamako', 'Ségou', 'Mopti', 'Timbuktu', 'Gao', 'Niamey'].map(name => {
      const near = project(towns.find(t => t.properties.name === name).geometry.coordinates, niger);
      assert.ok(near.gap * 111 < 15, `${name} is ${(near.gap * 111).toFixed(1)} km away`); // Timbuktu lies 13 km off
      return near.after;
    });
    assert.deepEqual(passed, passed.toSorted((a, b) => a - b));
    assert.ok(niger.slice(1).every((p, i) => distance(p, niger[i]) < 0.25), 'a leap of more than 28 km');
    assert.equal(niger.at(-1)[1], BOX.south);
  },

  'geometries are valid (GEOS, through ogrinfo)'() {
    for (const layer of LAYERS) {
      const run = spawnSync('ogrinfo', ['-q', '-dialect', 'SQLite', '-sql',
        `select count(*) as bad from "${layer}" where not ST_IsValid(geometry)`, path(layer).pathname], { encoding: 'utf8' });
      if (run.error) return 'skipped: ogrinfo is not installed';
      assert.match(run.stdout, /bad \(Integer\) = 0\b/, `${layer}: ${run.stdout}${run.stderr}`);
    }
  },
};

for (const [name, check] of Object.entries(checks)) console.log(`${await check() ?? 'ok'}: ${name}`);
