import type { App } from '../app.ts';
import { EVERYTHING, faceOf, type MakeMap } from '../face.ts';
import type { MapPart } from '../mappart.ts';
import type { Theme, View } from '../state.ts';

/** A map drawn for a picture: its pixels, and what of its furniture goes along. */
export interface Shot {
  canvas: HTMLCanvasElement;
  legend: HTMLElement;
  sources: string[];
  /** As if the picture were the map: its zoom is that of the picture's pixels. */
  view: View;
  /** How much larger than on the screen names and circles are. */
  scale: number;
}

export interface StageSize {
  /** In the page's pixels. */
  width: number;
  height: number;
  /** Pixels of the picture for one of these. */
  ratio: number;
}

/** Software rendering may need this long for tiles and labels; then what has come is taken. */
const PATIENCE_MS = 30_000;

/** Names on paper may be this much smaller and larger than on the screen; beyond that the map is drawn for another zoom. */
const LEAST_SCALE = 0.72;
const MOST_SCALE = 1.25;

/**
 * A stage on which the map shows what the screen shows, with the same names and the same circles, scaled to the picture as a whole.
 * What fits into the screen fits into the picture; where their shapes differ, the picture shows more.
 */
export function stageFor(screen: { width: number; height: number }, size: StageSize): StageSize & { scale: number; zoomBy: number } {
  const fit = Math.min(size.width / screen.width, size.height / screen.height);
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, fit));
  return { width: Math.round(size.width / scale), height: Math.round(size.height / scale), ratio: size.ratio * scale, scale, zoomBy: Math.log2(fit / scale) };
}

/** Draws the page's map off the screen, in another size or theme, and takes its pixels in the frame in which they are drawn. */
export async function shoot(app: App, makeMap: MakeMap, size: StageSize, theme: Theme, which: 'first' | 'second'): Promise<Shot> {
  const screen = app.map.canvas!.map.getContainer().getBoundingClientRect();
  const { width, height, ratio, scale, zoomBy } = stageFor(screen, size);
  const container = document.createElement('div');
  container.inert = true;
  container.className = 'sm-stage';
  Object.assign(container.style, { position: 'fixed', left: '0', top: '0', width: `${width}px`, height: `${height}px`, zIndex: '-1', opacity: '0', pointerEvents: 'none' });
  document.body.append(container);
  const second = which === 'second' ? app.compare.second! : null;
  const own = second ? { period: second.period, incidents: second.incidents, zones: second.zones, overlaps: second.overlaps, aggregated: second.aggregated } : {};
  const silent = Object.create(app.tell, { trouble: { value: () => undefined } }) as App['tell'];
  let part: MapPart | null = null;
  try {
    // Points have rims for the ground they lie on: another theme draws its own.
    part = makeMap(faceOf(app, { ...own, theme, tell: silent }), container, { pixelRatio: ratio, incidents: theme === app.theme ? app.map.canvas?.incidents : undefined });
    if (!part.canvas) throw new Error(app.texts.get('map.error.webgl'));
    const { map } = part.canvas;
    const { lon, lat, zoom } = app.map.view();
    map.jumpTo({ center: [lon, lat], zoom: zoom + zoomBy });
    await part.canvas.loaded;
    part.draw(EVERYTHING);
    part.showAsIn(app.map);
    await new Promise(resolve => setTimeout(resolve, 200)); // names wait a moment for the brush to rest
    await drawn(map, PATIENCE_MS);
    const legend = container.querySelector<HTMLElement>('.sm-legend > div')!;
    legend.remove();
    return {
      canvas: await pixels(map), legend, scale, view: { ...part.view(), zoom: part.view().zoom + Math.log2(scale) },
      sources: [...container.querySelectorAll('.sm-sources a')].map(link => link.textContent ?? ''),
    };
  } finally {
    part?.remove();
    container.remove();
  }
}

type Drawable = NonNullable<MapPart['canvas']>['map'];

function drawn(map: Drawable, patience: number): Promise<unknown> {
  const idle = map.once('idle');
  map.triggerRepaint();
  return Promise.race([idle, new Promise(resolve => setTimeout(resolve, patience))]);
}

/** A canvas of WebGL is empty again after its frame: it is copied within it. */
async function pixels(map: Drawable): Promise<HTMLCanvasElement> {
  const source = map.getCanvas();
  const copy = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
  await new Promise<void>(resolve => {
    map.once('render', () => {
      copy.getContext('2d')!.drawImage(source, 0, 0);
      resolve();
    });
    map.triggerRepaint();
  });
  return copy;
}

/** The map on the screen as it is now, at once: for a browser that prints without having asked. */
export function liveShot(app: App, which: 'first' | 'second'): HTMLCanvasElement | null {
  const map = (which === 'second' ? app.compare.second?.part : app.map)?.canvas?.map;
  if (!map) return null;
  const source = map.getCanvas();
  const copy = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
  map.redraw();
  copy.getContext('2d')!.drawImage(source, 0, 0);
  return copy;
}
