// What every layer shares: the box, one way to call mapshaper, one way to write a file.
import { writeFile } from 'node:fs/promises';
import mapshaper from 'mapshaper';

export const BOX = { west: -18, south: 8, east: 25, north: 28 };

/** The box as mapshaper writes it. */
export const CLIP = `-clip bbox=${BOX.west},${BOX.south},${BOX.east},${BOX.north}`;

export const inBox = (lon, lat) =>
  lon >= BOX.west && lon <= BOX.east && lat >= BOX.south && lat <= BOX.north;

/**
 * Runs mapshaper commands on named in-memory layers, e.g. { 'units.json': featureCollection }.
 * Returns the named outputs as parsed GeoJSON features. -quiet keeps the log to our own lines.
 */
export async function shape(inputs, commands, outputs) {
  const files = await mapshaper.applyCommands(`-quiet ${commands}`, inputs);
  return Object.fromEntries(outputs.map(name => [name, JSON.parse(files[name]).features]));
}

/**
 * 5 decimals (1 m) are finer than any source here. rfc7946 makes outer rings counter-clockwise.
 */
export const out = (file, layers = '') =>
  `-o ${file} ${layers} format=geojson rfc7946 geojson-type=FeatureCollection precision=0.00001`;

/** One feature a line, so that a diff shows which feature changed. */
export async function writeFeatures(folder, file, features) {
  const lines = features.map(f => JSON.stringify({ type: 'Feature', properties: f.properties, geometry: f.geometry }));
  const text = `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
  await writeFile(new URL(file, folder), text);
  console.log(`${file}: ${features.length} features, ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`);
}

export const collection = features => ({ type: 'FeatureCollection', features });

export const feature = (properties, type, coordinates) =>
  ({ type: 'Feature', properties, geometry: { type, coordinates } });

/** Code-unit order: the same on every machine, unlike localeCompare. */
export const byKey = key => (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
