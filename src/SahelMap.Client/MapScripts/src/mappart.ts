import { setWorkerUrl } from 'maplibre-gl';
import type { App, Dirty } from './app.ts';
import { contains } from './data/geometry.ts';
import { OVERLAPS, overlapFeatures } from './layers/overlaps.ts';
import { siteFeatures, SITES, ZONE_NAMES, zoneFeatures, zoneNameFeatures, ZONES } from './layers/zones.ts';
import { ABOVE_INCIDENTS } from './layers/index.ts';
import type { Look } from './layers/look.ts';
import { STUDY } from './layers/study.ts';
import { MapCanvas, type CanvasMade } from './map/canvas.ts';
import { Furniture } from './map/furniture.ts';
import { Gathering } from './map/gathering.ts';
import { Legend } from './map/legend.ts';
import type { Hit } from './map/pick.ts';
import type { PageMap } from './map/pagemap.ts';
import { Pointer } from './map/pointer.ts';
import { IncidentTiles } from './map/tiles.ts';
import { Tools } from './map/tools.ts';
import type { Selection, View } from './state.ts';

// By the page's import map, that is by its fingerprint: a browser asks for it once.
setWorkerUrl(import.meta.resolve('./maplibre-gl-worker.mjs'));

/** Points and names follow a moving brush a little later: placing labels anew for each frame would make them flicker. */
const NAMES_AFTER_MS = 120;
/** From here on what outlines from afar leave out would be seen. */
const NEAR_ZOOM = 7.5;

/** Keeps the map in step with the page. Without WebGL there is no canvas, and the page keeps its still map. */
export class MapPart {
  readonly canvas: MapCanvas | null;
  private readonly furniture: Furniture;
  private readonly legend: Legend | null = null;
  private readonly pointer: Pointer | null = null;
  private tiles: IncidentTiles | null = null;
  readonly gathering: Gathering | null = null;
  readonly tools: Tools | null = null;
  highlighted: string | null = null;
  private namesTimer = 0;
  private rebuildTimer = 0;
  private lastRebuild = 0;

  /** The map of a second period beside this one. */
  twin: MapPart | null = null;
  area: GeoJSON.Polygon | GeoJSON.MultiPolygon | null = null;

  /** @param app the page, or the page as it is in another period or look (face.ts) */
  constructor(private readonly app: App, container: HTMLElement, private readonly made: CanvasMade) {
    this.canvas = this.makeCanvas(container);
    this.furniture = new Furniture(container, app.texts, this.canvas, () => void this.tools?.toggleMeasure());
    if (!this.canvas) {
      this.furniture.remove();
      app.tell.trouble('webgl', app.texts.get('map.error.webgl'));
      return;
    }
    this.legend = new Legend(container);
    this.gathering = new Gathering(this.canvas, app, () => this.drawLegend());
    this.pointer = new Pointer(container, this.canvas, app, this.gathering);
    this.tools = new Tools(app, this.canvas, this.furniture, () => this.pointer?.rest());
    this.canvas.onMoved(() => app.update({ view: this.view() }, 'soon'));
    this.canvas.map.on('zoomend', () => this.zoomed());
    this.zoomed();
    this.furniture.showSources(new Set());
  }

  private makeCanvas(container: HTMLElement): MapCanvas | null {
    const { app } = this;
    try {
      const canvas = new MapCanvas(container, this.look(), app.state.layers, app.state.view, detail => app.tell.trouble('basemap', detail), this.made);
      canvas.map.on('sourcedata', event => event.sourceId === 'basemap' && event.tile && app.tell.trouble('basemap', null));
      return canvas;
    } catch {
      return null;
    }
  }

  private look(): Look {
    return { theme: this.app.theme, texts: Object.assign(Object.create(Object.getPrototypeOf(this.app.texts)), this.app.texts) };
  }

  draw(dirty: Dirty): void {
    const { app, canvas } = this;
    const { store } = app;
    if (canvas) void canvas.loaded.then(() => this.drawTiles());
    if (dirty.look) {
      this.furniture.write();
      this.tools?.write();
    }
    this.drawLegend();
    this.furniture.showSources(app.datasets);
    if (!canvas) return;
    if (dirty.look || dirty.layers) canvas.setLook(this.look(), app.state.layers);
    if (dirty.incidents || dirty.look) this.rebuildSoon();
    else if (dirty.filter) this.refilter();
    if (dirty.zones) canvas.setData(ZONES, zoneFeatures(store.zones.values(), store.actors));
    if (dirty.overlaps) canvas.setData(OVERLAPS, overlapFeatures(store.overlaps.values(), store.zones));
    canvas.setPeriod(...app.period);
    this.gathering?.draw(dirty);
    canvas.flag(ZONES, 'on', app.zones.visible);
    canvas.flag(OVERLAPS, 'on', app.overlaps);
    if (dirty.zones || dirty.overlaps || dirty.selection || dirty.filter || dirty.period) this.drawSelection();
    if (dirty.zones || dirty.incidents || dirty.filter || dirty.period || dirty.look || dirty.layers) this.namesSoon();
    if (dirty.selection || dirty.incidents) this.selectIncident();
    if (dirty.selection || dirty.overlaps) this.liftInside();
  }

  private drawTiles(): void {
    const { aggregated, state, texts, theme, incidents } = this.app;
    if (!aggregated) this.tiles?.hide();
    else {
      this.tiles ??= new IncidentTiles(this.canvas!.map, this.canvas!.map.getContainer(), ABOVE_INCIDENTS[0].layers(this.look())[0].id, id => this.app.select({ kind: 'incident', id }));
      this.tiles.show(aggregated.query, aggregated.version, state.layers.includes('incidents'), theme, texts.get('map.aggregated', incidents.total));
    }
  }

  private zoomed(): void {
    this.drawLegend();
    if (this.canvas!.map.getZoom() >= NEAR_ZOOM) this.app.store.sharpen();
  }

  private drawLegend(): void {
    if (this.canvas) this.legend?.draw(this.app.state.layers, this.app.theme, this.app.texts, this.canvas.map.getZoom(), (this.app.incidents?.synthetic ?? 0) > 0, this.gathering?.scale ?? null);
  }

  /** While data stream in, the arrays for the GPU are made anew twice a second, not for each piece. */
  private rebuildSoon(): void {
    const wait = Math.max(0, this.lastRebuild + (this.app.store.progress.done ? 0 : 500) - performance.now());
    window.clearTimeout(this.rebuildTimer);
    if (wait === 0) this.rebuild();
    else this.rebuildTimer = window.setTimeout(() => this.rebuild(), wait);
  }

  private rebuild(): void {
    const { columns } = this.app.store;
    window.clearTimeout(this.rebuildTimer);
    this.rebuildTimer = 0;
    this.lastRebuild = performance.now();
    if (!this.made.incidents) this.canvas!.incidents.rebuild(columns, this.app.fails, this.app.theme);
    this.canvas!.showIncidents(columns);
    this.selectIncident();
    this.liftInside();
  }

  private refilter(): void {
    if (!this.made.incidents) this.canvas!.incidents.refilter(this.app.fails);
    this.canvas!.inside.refilter(this.app.fails);
    this.canvas!.showIncidents(this.app.store.columns);
  }

  private selectIncident(): void {
    const { selection } = this.app.state;
    this.canvas?.selectIncident(selection?.kind === 'incident' ? this.app.store.columns.find(selection.id) : -1);
  }

  /** Rings an incident at once while its UUID is asked for. */
  ring(selection: Selection): void {
    this.canvas?.selectIncident(this.app.store.columns.find(selection.id));
  }

  private drawSelection(): void {
    const { canvas, app } = this;
    if (!canvas) return;
    const { selection } = app.state;
    const overlap = selection?.kind === 'overlap' ? selection.id : null;
    // A selected overlap shows whose zones meet in it.
    canvas.flag(ZONES, 'selected', new Set(overlap ? overlap.split('_') : selection?.kind === 'deployment' ? [selection.id] : selection?.kind === 'actor' ? this.zonesOf(selection.id) : []));
    canvas.flag(OVERLAPS, 'selected', new Set(overlap ? [overlap] : []));
    const focus = this.highlighted ?? overlap;
    canvas.flag(OVERLAPS, 'dim', new Set(focus ? [...app.overlaps].filter(id => id !== focus) : []));
    canvas.flag(OVERLAPS, 'hover', new Set(this.highlighted ? [this.highlighted] : []));
  }

  pointerHits(x: number, y: number): Hit[] {
    return this.pointer?.hits(x, y, 8) ?? [];
  }

  highlightOverlap(id: string | null): void {
    this.highlighted = id;
    this.drawSelection();
    this.twin?.highlightOverlap(id);
  }

  /** Outlines an area until another is shown; null: none. */
  showArea(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon | null): void {
    this.area = geometry;
    this.twin?.showArea(geometry);
    this.canvas?.setPoints(STUDY, { type: 'FeatureCollection', features: geometry ? [{ type: 'Feature', properties: {}, geometry }] : [] });
  }

  private namesSoon(): void {
    if (this.namesTimer) return;
    this.namesTimer = window.setTimeout(() => {
      this.namesTimer = 0;
      const { store, zones, texts } = this.app;
      const visible = [...store.zones.values()].filter(zone => zones.visible.has(zone.id));
      this.canvas?.setPoints(ZONE_NAMES, zoneNameFeatures(visible, store.actors, texts));
      this.canvas?.setPoints(SITES, siteFeatures(visible, store.actors, texts));
      this.gathering?.keepClear();
    }, NAMES_AFTER_MS);
  }

  view(): View {
    return this.canvas!.view();
  }

  /** @param view null: where one begins. */
  goTo(view: View | null): void {
    if (view === null) this.canvas?.home(false);
    else this.canvas?.goTo(view);
  }

  /** Brings what is selected into view. */
  flyToSelection(selection: Selection): void {
    const { store } = this.app;
    if (selection.kind === 'incident') {
      const row = store.columns.find(selection.id);
      if (row >= 0) this.canvas?.goTo({ lon: store.columns.lon[row], lat: store.columns.lat[row], zoom: Math.max(7, this.view().zoom) });
    } else if (selection.kind === 'actor') {
      const bounds = this.zonesOf(selection.id).map(id => store.zones.get(id)!.bounds);
      if (bounds.length > 0) this.canvas?.fit([0, 1, 2, 3].map(n => Math[n < 2 ? 'min' : 'max'](...bounds.map(b => b[n]))) as typeof bounds[0]);
    } else if (selection.kind !== 'mandate') {
      const bounds = (selection.kind === 'overlap' ? store.overlaps : store.zones).get(selection.id)?.bounds;
      if (bounds) this.canvas?.fit(bounds);
    }
  }

  private zonesOf(actor: string): string[] {
    return [...this.app.zones.visible].filter(id => this.app.store.zones.get(id)?.properties.actor === actor);
  }

  pulse(lon: number, lat: number): void {
    this.canvas?.pulse(lon, lat);
    this.twin?.pulse(lon, lat);
  }

  /** A map that shows the same: the area outlined, the overlap lifted out. */
  showAsIn(other: PageMap): void {
    this.showArea(other.area);
    this.highlightOverlap(other.highlighted);
  }

  /** Gives the map's memory and its WebGL context back; for a map that is not the page's own. */
  remove(): void {
    window.clearTimeout(this.namesTimer);
    window.clearTimeout(this.rebuildTimer);
    this.gathering?.stop();
    this.tools?.putDown();
    this.canvas?.map.remove();
  }

  rowsInView(): number[] {
    const bounds = this.canvas?.map.getBounds();
    return this.app.rowsWhere((lon, lat) => !bounds || bounds.contains([lon, lat]));
  }

  /** While an overlap is selected its incidents stand out and the others fade. The period and the filters go on working on both. */
  private liftInside(): void {
    const { selection, columns } = { selection: this.app.state.selection, columns: this.app.store.columns };
    const id = selection?.kind === 'overlap' && this.app.store.overlaps.has(selection.id) ? selection.id : null;
    if (id === null && !this.canvas!.insideShown) return;
    this.canvas!.inside.rebuild(columns, this.app.fails, this.app.theme, id === null ? [] : this.groundOfOverlap(id));
    this.canvas!.showInside(id !== null);
  }

  /** All rows on an overlap's ground in its days, whether they pass the filters or not. */
  private groundOfOverlap(id: string): number[] {
    const overlap = this.app.store.overlaps.get(id)!;
    const [west, south, east, north] = overlap.bounds;
    const { lon, lat, from, until, length } = this.app.store.columns;
    const rows: number[] = [];
    for (let row = 0; row < length; row++) {
      if (lon[row] < west || lon[row] > east || lat[row] < south || lat[row] > north) continue;
      if (from[row] < (overlap.until ?? Infinity) && until[row] > overlap.from && contains(overlap.geometry, lon[row], lat[row])) rows.push(row);
    }
    return rows;
  }
}
