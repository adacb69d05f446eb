// Lakes, with their islands cut out. River-lakes are drawn as rivers (rivers.mjs), not here.
import { CLIP, byKey, collection, feature, out, shape } from './box.mjs';
import { contains, readPieces, rings } from './gshhg.mjs';
import { LAKES } from './water-names.mjs';

export async function lakes(folder) {
  const water = rings(await readPieces(`${folder}/lakes.txt`));
  const islands = rings(await readPieces(`${folder}/islands.txt`));
  const named = water.map(ring => {
    const lake = LAKES.find(l => contains(ring, l.at));
    return feature({ name: lake?.name ?? null, nameFr: lake?.nameFr ?? null }, 'Polygon', [ring]);
  });
  for (const { name } of LAKES) if (!named.some(f => f.properties.name === name)) throw new Error(`no lake at the point given for ${name}`);

  const made = await shape({
    'lakes.json': collection(named),
    'islands.json': collection(islands.map(ring => feature({}, 'Polygon', [ring]))),
  }, `
    -i lakes.json islands.json combine-files
    -target lakes
    -erase islands
    ${CLIP}
    -simplify visvalingam weighted interval=200 keep-shapes
    -clean
    ${out('out.json', 'target=lakes')}`, ['out.json']);
  // Named lakes first, then from west to east, so that the order does not hang on the source's.
  return made['out.json'].sort(byKey(f => `${f.properties.name ?? '~'}${String(firstLon(f) + 180).padStart(12)}`));
}

const firstLon = f => f.geometry.coordinates.flat(Infinity)[0];
