// Bundles the map script into wwwroot/map (or, with --test, the unit tests into obj/tests).
import { build } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const common = { absWorkingDir: here, bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', logLevel: 'warning' };

/** What is fetched when somebody needs it: the source, and the name of its file. */
const LATER = [['mappart.ts', 'map'], ['draw/drawing.ts', 'drawing'], ['plots/plots.ts', 'plots'], ['compare/second.ts', 'second'], ['picture/picture.ts', 'picture'], ['measure/measure.ts', 'measure'], ['pmtiles/pmtiles.ts', 'pmtiles'], ['table/table.ts', 'table']];

if (process.argv.includes('--test')) {
  const out = join(here, 'obj/tests');
  await rm(out, { recursive: true, force: true });
  const tests = (await readdir(join(here, 'tests'))).filter(f => f.endsWith('.test.ts'));
  await build({ ...common, entryPoints: tests.map(f => join('tests', f)), outdir: out, platform: 'node', sourcemap: 'inline' });
} else {
  const out = join(here, '../wwwroot/map');
  await mkdir(out, { recursive: true });
  // Files without shared pieces: the map comes in one request, the others when somebody needs them.
  const script = { ...common, outdir: out, minify: true, legalComments: 'linked', plugins: LATER.map(([source, name]) => laterFile(source, `./${name}.js`)) };
  await build({ ...script, entryPoints: { sahelmap: 'src/main.ts' } });
  for (const [source, name] of LATER) await build({ ...script, entryPoints: { [name]: `src/${source}` }, loader: { '.css': 'text' } });
  await build({ ...common, entryPoints: { sahelmap: 'src/sahelmap.css' }, outdir: out, minify: true });
  // MapLibre looks for its worker beside the script that holds it.
  await copyFile(join(here, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'), join(out, 'maplibre-gl-worker.mjs'));
  await firstPictures(out);
  const built = ['first-light.svg', 'first-dark.svg', 'sahelmap.css', 'maplibre-gl-worker.mjs', ...['sahelmap', ...LATER.map(([, name]) => name)].flatMap(name => [`${name}.js`, `${name}.js.LEGAL.txt`])];
  for (const file of await readdir(out)) if (!built.includes(file)) await rm(join(out, file));
}

/** The basemap as the host page shows it until the map itself has come. */
async function firstPictures(out) {
  const script = join(here, 'obj/firstpicture.mjs');
  await build({ ...common, entryPoints: ['src/firstpicture/picture.ts'], outfile: script, platform: 'node' });
  const { pictureOf } = await import(pathToFileURL(script));
  const layers = ['countries', 'regions', 'lakes', 'rivers'];
  const files = await Promise.all(layers.map(layer => readFile(join(here, `../../../geodata/basemap/${layer}.geojson`), 'utf8')));
  const ground = Object.fromEntries(layers.map((layer, i) => [layer, JSON.parse(files[i])]));
  for (const theme of ['light', 'dark']) await writeFile(join(out, `first-${theme}.svg`), pictureOf(ground, theme));
}

/** Leaves a dynamic import to the browser, under the name that the file has beside the bundle. */
function laterFile(source, built) {
  return {
    name: 'later-file',
    setup({ onResolve }) {
      onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
        kind === 'dynamic-import' && path.endsWith(source) ? { path: built, external: true } : undefined);
    },
  };
}
