// Makes the basemap: node build.mjs <folder with the dumps of GSHHG that build.sh took>.
import { writeFeatures } from './box.mjs';
import { areas } from './areas.mjs';
import { lakes } from './lakes.mjs';
import { rivers } from './rivers.mjs';
import { towns } from './towns.mjs';

const dumps = process.argv[2];
if (!dumps) throw new Error('usage: node build.mjs FOLDER, the folder of GSHHG dumps; run build.sh, which makes it');

const basemap = new URL('../', import.meta.url);
const { countries, regions } = await areas();
await writeFeatures(basemap, 'countries.geojson', countries);
await writeFeatures(basemap, 'regions.geojson', regions);
await writeFeatures(basemap, 'rivers.geojson', await rivers(dumps));
await writeFeatures(basemap, 'lakes.geojson', await lakes(dumps));
await writeFeatures(basemap, 'towns.geojson', await towns());
