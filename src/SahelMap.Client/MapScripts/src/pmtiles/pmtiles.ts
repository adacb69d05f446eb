import type { addProtocol, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { PMTiles, TileType } from 'pmtiles';

/** The map script's own: this file has no MapLibre in it. */
type AddProtocol = typeof addProtocol;

/**
 * A basemap out of one file by range requests. Pictures are laid down as they are; vector tiles are drawn where they follow the
 * Protomaps schema (water, roads, boundaries), in greys that leave the zones their colours.
 */
export async function addPmTiles(map: MapLibreMap, url: string, source: string, below: string, add: AddProtocol): Promise<void> {
  const file = new PMTiles(url);
  const header = await file.getHeader();
  add('pmtiles', async ({ url: asked }, aborter) => {
    const [z, x, y] = asked.split('/').slice(-3).map(Number);
    const tile = await file.getZxy(z, x, y, aborter.signal);
    // A tile that the file does not hold is empty ground: for pictures MapLibre wants no data at all.
    return { data: tile?.data ?? (header.tileType === TileType.Mvt ? new ArrayBuffer(0) : (null as never)) };
  });
  const tiles = [`pmtiles://basemap/{z}/{x}/{y}`];
  const bounds = [header.minLon, header.minLat, header.maxLon, header.maxLat] as [number, number, number, number];
  const common = { tiles, minzoom: header.minZoom, maxzoom: header.maxZoom, bounds };
  if (header.tileType !== TileType.Mvt) {
    map.addSource(source, { ...common, type: 'raster', tileSize: 256 });
    map.addLayer({ id: source, source, type: 'raster' }, below);
    return;
  }
  map.addSource(source, { ...common, type: 'vector' });
  for (const layer of vectorLayers(source)) map.addLayer(layer, below);
}

function vectorLayers(source: string): LayerSpecification[] {
  const from = (layer: string) => ({ id: `${source}-${layer}`, source, 'source-layer': layer });
  return [
    { ...from('water'), type: 'fill', paint: { 'fill-color': '#7A97A8', 'fill-opacity': 0.45 } },
    { ...from('roads'), type: 'line', paint: { 'line-color': '#8C8577', 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 12, 1.6], 'line-opacity': 0.7 } },
    { ...from('boundaries'), type: 'line', paint: { 'line-color': '#8C8577', 'line-width': 0.8, 'line-dasharray': [3, 2] } },
  ];
}
