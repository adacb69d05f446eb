import type { Map as MapLibreMap } from 'maplibre-gl';

/** Not there where the page came by plain http from another host. */
const workers = () => navigator.serviceWorker as ServiceWorkerContainer | undefined;

/** @param onAge told when answers are old ones for want of a server, with the time they were received at; null: they are the server's again. */
export function hearAge(onAge: (received: string | null) => void): void {
  workers()?.addEventListener('message', ({ data }: MessageEvent<{ offline?: string; online?: true }>) => {
    if (data.offline) onAge(data.offline);
    else if (data.online) onAge(null);
  });
  workers()?.startMessages();
}

/** Begins sw.js, once all that a reader waits for has come, and tells it what to keep. */
export function keepForLater(map: MapLibreMap | null): void {
  workers()?.register('/sw.js')
    .then(() => workers()!.ready)
    .then(({ active }) => active?.postMessage({ keep: ['/', ...performance.getEntriesByType('resource').map(entry => entry.name), ...(map ? tilesInView(map) : [])] }))
    .catch((error: unknown) => console.info('Nothing is kept for a time without network:', error));
}

/** The basemap's tiles that the map shows: its worker fetched them, which the page does not hear of. */
function tilesInView(map: MapLibreMap): string[] {
  const bounds = map.getBounds();
  const zoom = Math.min(10, Math.floor(map.getZoom()));
  const across = 2 ** zoom;
  const x = (lon: number) => Math.floor((lon / 360 + 0.5) * across);
  const y = (lat: number) => Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * across);
  const tiles = ['0/0/0'];
  for (let column = x(bounds.getWest()); column <= x(bounds.getEast()); column++) {
    for (let row = y(bounds.getNorth()); row <= y(bounds.getSouth()); row++) tiles.push(`${zoom}/${column}/${row}`);
  }
  return tiles.map(tile => `${location.origin}/tiles/basemap/${tile}.mvt`);
}
