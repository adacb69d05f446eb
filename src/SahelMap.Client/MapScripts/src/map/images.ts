import type { Map as MapLibreMap } from 'maplibre-gl';
import { BLANK } from '../layers/gathered.ts';
import { GROUND } from '../palette.ts';
import type { Theme } from '../state.ts';
import { hatch, HATCHES, PATTERN_RATIO, parseSiteSymbol, siteImage, type Hatch } from './symbols.ts';

/** Draws the style's images for a theme, anew where they are there already. */
export function addImages(map: MapLibreMap, theme: Theme): void {
  for (const [how, id] of Object.entries(HATCHES)) put(map, id, hatch(theme, how as Hatch), PATTERN_RATIO);
  put(map, 'town', town(theme));
  put(map, BLANK.id, new ImageData(BLANK.pixels, BLANK.pixels), 1);
  for (const id of map.listImages()) {
    const site = parseSiteSymbol(id);
    if (site) put(map, id, siteImage(site.kind, site.colour, theme));
  }
}

/** A base's symbol is drawn when its first actor needs it: actors may be added at any time. */
export function resolveSites(map: MapLibreMap, id: string, theme: Theme): void {
  const site = parseSiteSymbol(id);
  if (site && !map.hasImage(id)) put(map, id, siteImage(site.kind, site.colour, theme));
}

function put(map: MapLibreMap, id: string, image: ImageData, pixelRatio = 2): void {
  if (map.hasImage(id)) map.updateImage(id, image);
  else map.addImage(id, image, { pixelRatio });
}

function town(theme: Theme): ImageData {
  const context = Object.assign(document.createElement('canvas'), { width: 12, height: 12 }).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = GROUND[theme].halo;
  context.beginPath();
  context.arc(6, 6, 5.5, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = GROUND[theme].town;
  context.beginPath();
  context.arc(6, 6, 3.4, 0, 2 * Math.PI);
  context.fill();
  return context.getImageData(0, 0, 12, 12);
}
