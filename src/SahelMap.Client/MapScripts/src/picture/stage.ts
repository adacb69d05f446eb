import type { App } from '../app.ts';
import { EVERYTHING, faceOf, type MakeMap } from '../face.ts';
import type { MapPart } from '../mappart.ts';
import type { Theme, View } from '../state.ts';

/** A map drawn for a picture: its pixels, and what of its furniture goes along. */
export interface Shot {
  canvas: HTMLCanvasElement;
  legend: HTMLElement;
  sources: string[];
  view: View;
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

/** Where the page looks, drawn back or forth so that all of what is seen there fits into another frame. */
export function viewIn(app: App, size: StageSize): View {
  const { width, height } = app.map.canvas!.map.getContainer().getBoundingClientRect();
  const view = app.map.view();
  return { ...view, zoom: view.zoom + Math.log2(Math.min(size.width / width, size.height / height)) };
}

/** Draws the page's map off the screen, in another size or theme, and takes its pixels in the frame in which they are drawn. */
export async function shoot(app: App, makeMap: MakeMap, size: StageSize, theme: Theme, which: 'first' | 'second'): Promise<Shot> {
  const container = document.createElement('div');
  container.inert = true;
  container.className = 'sm-stage';
  Object.assign(container.style, { position: 'fixed', left: '0', top: '0', width: `${size.width}px`, height: `${size.height}px`, zIndex: '-1', opacity: '0', pointerEvents: 'none' });
  document.body.append(container);
  const second = which === 'second' ? app.compare.second! : null;
  const own = second ? { period: second.period, incidents: second.incidents, zones: second.zones, overlaps: second.overlaps } : {};
  const silent = Object.create(app.tell, { trouble: { value: () => undefined } }) as App['tell'];
  let part: MapPart | null = null;
  try {
    // Points have rims for the ground they lie on: another theme draws its own.
    part = makeMap(faceOf(app, { ...own, theme, tell: silent }), container, { pixelRatio: size.ratio, incidents: theme === app.theme ? app.map.canvas?.incidents : undefined });
    if (!part.canvas) throw new Error(app.texts.get('map.error.webgl'));
    const { map } = part.canvas;
    const view = viewIn(app, size);
    map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
    await part.canvas.loaded;
    part.draw(EVERYTHING);
    part.showAsIn(app.map);
    await new Promise(resolve => setTimeout(resolve, 200)); // names wait a moment for the brush to rest
    await drawn(map, PATIENCE_MS);
    const legend = container.querySelector<HTMLElement>('.sm-legend > div')!;
    legend.remove();
    return {
      canvas: await pixels(map), legend, view: part.view(),
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
