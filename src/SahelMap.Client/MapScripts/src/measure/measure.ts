import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { areaOf, crossesItself, distance, lengthOf, wayOf, type Corner } from './ellipsoid.ts';
import { MeasureBar, type MeasureKind } from './bar.ts';
import { areaInWords, lengthInWords } from './words.ts';

const SOURCE = 'measure';
const LAYERS = ['measure-area', 'measure-casing', 'measure-line', 'measure-corners'];
/** A double click is two clicks: the second sets no corner. */
const SAME_CLICK = { pixels: 8, ms: 500 };

/**
 * Distance along a path, or the area inside an outline. A click or a tap sets a corner, and so does Enter at the cross in the
 * middle; a double click ends the line, Backspace takes a corner back, Escape closes the tool.
 */
export class Measure {
  private readonly bar: MeasureBar;
  private corners: Corner[] = [];
  private pointer: Corner | null = null;
  private ended = false;
  private kind: MeasureKind = 'distance';
  private lastClick = { x: 0, y: 0, at: -Infinity };

  constructor(private readonly container: HTMLElement, private readonly map: MapLibreMap, private readonly texts: Texts, theme: Theme, private readonly onClosed: () => void) {
    this.bar = new MeasureBar(container, texts, {
      onKind: kind => {
        this.kind = kind;
        this.draw();
      },
      onUndo: () => this.undo(),
      onClose: () => this.close(),
    });
    this.addLayers(theme);
    map.doubleClickZoom.disable();
    map.on('click', this.click);
    map.on('mousemove', this.move);
    map.on('mouseout', this.leave);
    map.on('dblclick', this.end);
    document.addEventListener('keydown', this.key, true);
    container.classList.add('sm-measuring');
    map.getCanvas().focus({ preventScroll: true });
    this.draw();
  }

  close(): void {
    this.map.off('click', this.click);
    this.map.off('mousemove', this.move);
    this.map.off('mouseout', this.leave);
    this.map.off('dblclick', this.end);
    this.map.doubleClickZoom.enable();
    document.removeEventListener('keydown', this.key, true);
    for (const layer of LAYERS) if (this.map.getLayer(layer)) this.map.removeLayer(layer);
    if (this.map.getSource(SOURCE)) this.map.removeSource(SOURCE);
    this.container.classList.remove('sm-measuring');
    this.bar.remove();
    this.onClosed();
  }

  /** In the language now chosen. */
  write(): void {
    this.bar.write();
    this.draw();
  }

  private addLayers(theme: Theme): void {
    const [ink, paper] = theme === 'dark' ? ['#FFFFFF', '#15191D'] : ['#14181C', '#FFFFFF'];
    this.map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const base = { source: SOURCE } as const;
    this.map.addLayer({ ...base, id: LAYERS[0], type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink, 'fill-opacity': 0.12 } });
    const line = { ...base, type: 'line', filter: ['==', ['geometry-type'], 'LineString'], layout: { 'line-join': 'round', 'line-cap': 'round' } } as const;
    this.map.addLayer({ ...line, id: LAYERS[1], paint: { 'line-color': paper, 'line-width': 5 } } as never);
    this.map.addLayer({ ...line, id: LAYERS[2], paint: { 'line-color': ink, 'line-width': 2 } } as never);
    this.map.addLayer({
      ...base, id: LAYERS[3], type: 'circle', filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 4.5, 'circle-color': paper, 'circle-stroke-color': ink, 'circle-stroke-width': 2 },
    });
  }

  private readonly click = (event: MapMouseEvent) => {
    const { x, y } = event.point;
    const at = performance.now();
    const { lastClick } = this;
    this.lastClick = { x, y, at };
    if (at - lastClick.at < SAME_CLICK.ms && Math.hypot(x - lastClick.x, y - lastClick.y) < SAME_CLICK.pixels) return;
    this.add([event.lngLat.lng, event.lngLat.lat]);
  };

  private readonly move = (event: MapMouseEvent) => {
    // A finger has no place between taps.
    if ((event.originalEvent as PointerEvent).pointerType === 'touch' || this.ended || this.corners.length === 0) return;
    this.pointer = [event.lngLat.lng, event.lngLat.lat];
    this.draw();
  };

  private readonly leave = () => {
    this.pointer = null;
    this.draw();
  };

  private readonly end = () => {
    this.ended = true;
    this.leave();
  };

  private readonly key = (event: KeyboardEvent) => {
    const at = event.target instanceof Element ? event.target : null;
    if (at?.closest('input, textarea, select, [contenteditable]') || at?.closest('[role=dialog]')) return;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Backspace') this.undo();
    else if (event.key === 'Enter') {
      if (at?.closest('button, a, summary')) return;
      const { lng, lat } = this.map.getCenter();
      if (!event.repeat) this.add([lng, lat]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private add(corner: Corner): void {
    if (this.ended) this.corners = []; // what follows is another measure
    this.ended = false;
    this.pointer = null;
    this.corners = [...this.corners, corner];
    this.draw();
  }

  private undo(): void {
    this.ended = false;
    this.corners = this.corners.slice(0, -1);
    this.draw();
  }

  private draw(): void {
    const path = this.pointer ? [...this.corners, this.pointer] : this.corners;
    const outline = this.kind === 'area' && path.length > 2;
    const way = wayOf(outline ? [...path, path[0]] : path);
    const features: GeoJSON.Feature[] = this.corners.map(corner => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...corner] } }));
    if (way.length > 1) features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: way.map(c => [...c]) } });
    if (outline) features.push({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [way.map(c => [...c])] } });
    (this.map.getSource(SOURCE) as GeoJSONSource).setData({ type: 'FeatureCollection', features });
    this.bar.show(this.kind, this.words(path), this.corners.length > 0);
  }

  private words(path: readonly Corner[]): { result: string | null; more: string } {
    const { texts } = this;
    if (this.kind === 'area') {
      if (path.length < 3) return { result: null, more: texts.get('map.measure.area.hint') };
      const { area, perimeter } = areaOf(path);
      return { result: crossesItself(path) ? texts.get('map.measure.crosses') : areaInWords(area, texts), more: texts.get('map.measure.perimeter', lengthInWords(perimeter, texts)) };
    }
    if (path.length < 2) return { result: null, more: texts.get('map.measure.distance.hint') };
    const last = distance(path[path.length - 2], path[path.length - 1]);
    return { result: lengthInWords(lengthOf(path), texts), more: path.length > 2 ? texts.get('map.measure.leg', lengthInWords(last, texts)) : texts.get('map.measure.ellipsoid') };
  }
}
