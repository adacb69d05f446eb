import type { addProtocol, Map as MapLibreMap } from 'maplibre-gl';

/** A basemap that an operator has configured (Server/Components/RemoteBasemap.cs); the page says nothing of it otherwise. */
export interface Remote {
  raster: string | null;
  pmtiles: string | null;
  attribution: string;
  maxZoom: number;
}

export function remoteOf(page: Document): Remote | null {
  const json = page.getElementById('sahelmap-basemap')?.textContent;
  return json ? (JSON.parse(json) as Remote) : null;
}

const SOURCE = 'remote';
/** Our own rivers, borders and names stay over it. */
const BELOW = 'region-borders';

/** Lays it over our own land. What of it cannot be had leaves our land to be seen; the map's own error event tells. */
export async function addRemote(map: MapLibreMap, remote: Remote, add: typeof addProtocol): Promise<void> {
  if (remote.raster) {
    map.addSource(SOURCE, { type: 'raster', tiles: [remote.raster], tileSize: 256, maxzoom: remote.maxZoom });
    map.addLayer({ id: SOURCE, source: SOURCE, type: 'raster' }, BELOW);
  } else if (remote.pmtiles) {
    const { addPmTiles } = await import('../pmtiles/pmtiles.ts');
    await addPmTiles(map, remote.pmtiles, SOURCE, BELOW, add);
  }
}
