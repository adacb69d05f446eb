import { MapboxOverlay } from '@deck.gl/mapbox';
import { addProtocol, LngLat, Map as MapLibreMap, Marker, ScaleControl, type GeoJSONSource } from 'maplibre-gl';
import type { IncidentColumns } from '../data/columns.ts';
import type { Bounds } from '../data/geometry.ts';
import { AREA_NAMES, areaNameFeatures, WHOLE } from '../layers/basemap.ts';
import { BOX_BOUNDS } from '../layers/box.ts';
import type { GatheredDrawing } from '../layers/gathered.ts';
import { IncidentDrawing, precisionRing, selectionRing } from '../layers/incidents.ts';
import { ABOVE_INCIDENTS } from '../layers/index.ts';
import type { Look } from '../layers/look.ts';
import { DEFAULT_BOUNDS, type LayerName, type View } from '../state.ts';
import { addImages, resolveSites } from './images.ts';
import { addRemote, remoteOf } from './remote.ts';
import { restyle, styleOf } from './style.ts';

const [WEST, SOUTH, EAST, NORTH] = BOX_BOUNDS;
const MIN_ZOOM = 3.4;
const MAX_ZOOM = 15;
const clamp = (n: number, least: number, most: number) => Math.min(most, Math.max(least, n));

/** Goes with the move events of moves that are meant, unlike those of a resized window. */
const TOLD = { told: true };

/** Which features of a source are in which state, so that only differences are told to the map. */
type FeatureFlags = Map<string, Set<string>>;

/** How a map differs from the page's own. */
export interface CanvasMade {
  /** Drawn with another map's arrays. */
  incidents?: IncidentDrawing;
  /** Pixels of the canvas for one of the page; the screen's own where it is not said. */
  pixelRatio?: number;
}

/** MapLibre 6 no longer shows its transform; deck.gl 9.4 asks it for the height of the canvas and for nothing else here. */
class DeckableMap extends MapLibreMap {
  get transform(): { height: number } {
    return { height: this.getCanvas().clientHeight };
  }
}

/** MapLibre and deck.gl on one canvas. Knows how to draw; what to draw it is told. */
export class MapCanvas {
  readonly map: MapLibreMap;
  readonly loaded: Promise<void>;
  /** Of this map alone, or of another map that shows the same rows in another period. */
  readonly incidents: IncidentDrawing;
  /** Those of them on the ground and in the days of the selected overlap. */
  readonly inside = new IncidentDrawing();
  insideShown = false;
  /** Those that are drawn one by one while the others are gathered. */
  readonly singles = new IncidentDrawing();
  private gathered: GatheredDrawing | null = null;
  private readonly overlay = new MapboxOverlay({ interleaved: true, layers: [] });
  private readonly flags = new Map<string, FeatureFlags>();
  private readonly waiting: (() => void)[] = [];
  private isLoaded = false;
  private firstAbove = '';
  private period: [number, number] = [0, 0];
  private pinned: Marker | null = null;
  private selectedRow = -1;
  private hoveredRow = -1;
  private columns: IncidentColumns | null = null;

  constructor(container: HTMLElement, private look: Look, private shown: readonly LayerName[], view: View | null, onError: (detail: string) => void, made: CanvasMade = {}) {
    this.incidents = made.incidents ?? new IncidentDrawing();
    this.map = new DeckableMap({
      container,
      style: styleOf(look, shown),
      ...(view ? { center: [view.lon, view.lat] as [number, number], zoom: view.zoom } : { bounds: DEFAULT_BOUNDS }),
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      // Never cut a tile beyond its last zoom: the tile of the whole world must keep its countries whole.
      zoomLevelsToOverscale: MAX_ZOOM,
      // The middle of the view stays on the ground that the basemap covers; a narrow screen may show what lies beyond.
      transformConstrain: (centre, zoom) => ({
        center: new LngLat(clamp(centre.lng, WEST, EAST), clamp(centre.lat, SOUTH, NORTH)),
        zoom: clamp(zoom, MIN_ZOOM, MAX_ZOOM),
      }),
      ...(made.pixelRatio ? { pixelRatio: made.pixelRatio } : {}),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: reducedMotion() ? 0 : 120,
      clickTolerance: 4,
    });
    this.map.keyboard.disableRotation();
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
    this.map.on('error', event => onError(String(event.error?.message ?? event.error)));
    this.map.setMissingStyleImageResolver(id => resolveSites(this.map, id, this.look.theme));
    this.map.on('zoom', () => this.drawIncidents());
    this.loaded = new Promise(resolve => this.map.once('style.load', () => {
      addImages(this.map, this.look.theme);
      this.map.addControl(this.overlay);
      this.firstAbove = ABOVE_INCIDENTS[0].layers(this.look)[0].id;
      this.isLoaded = true;
      for (const work of this.waiting.splice(0)) work();
      this.drawIncidents();
      const remote = remoteOf(document);
      if (remote) void addRemote(this.map, remote, addProtocol).catch((error: unknown) => onError(String(error instanceof Error ? error.message : error)));
      resolve();
    }));
    this.nameAreas();
    this.describe();
  }

  /** Places the names of countries and regions once the tile that holds them has come. */
  private nameAreas(): void {
    const place = (event: { sourceId?: string }) => {
      if (event.sourceId !== WHOLE || !this.map.isSourceLoaded(WHOLE)) return;
      const of = (sourceLayer: string) => this.map.querySourceFeatures(WHOLE, { sourceLayer });
      const pieces = { countries: of('countries'), regions: of('regions') };
      if (pieces.countries.length === 0) return;
      this.map.off('sourcedata', place);
      this.setPoints(AREA_NAMES, areaNameFeatures(pieces));
    };
    this.map.on('sourcedata', place);
  }

  /** Runs the work when the style stands: sources and layers are there from then on. */
  private whenLoaded(work: () => void): void {
    if (this.isLoaded) work();
    else this.waiting.push(work);
  }

  setLook(look: Look, shown: readonly LayerName[]): void {
    const before = { look: this.look, shown: this.shown };
    const themeChanged = look.theme !== before.look.theme;
    this.look = { ...look };
    this.shown = shown;
    this.describe();
    this.whenLoaded(() => {
      restyle(this.map, before, { look, shown });
      if (themeChanged) addImages(this.map, look.theme);
      this.drawIncidents();
    });
  }

  private describe(): void {
    this.map.getCanvas().setAttribute('aria-label', this.look.texts.get('map.canvas'));
  }

  setData(source: string, data: GeoJSON.FeatureCollection): void {
    this.whenLoaded(() => {
      this.flags.delete(source);
      this.map.removeFeatureState({ source });
      (this.map.getSource(source) as GeoJSONSource).setData(data);
    });
  }

  /** Replaces a source's points without touching flags: for names and symbols, which hold none. */
  setPoints(source: string, data: GeoJSON.FeatureCollection): void {
    this.whenLoaded(() => (this.map.getSource(source) as GeoJSONSource).setData(data));
  }

  /** Sets the flag on exactly these features of a source. */
  flag(source: string, name: string, ids: ReadonlySet<string>): void {
    this.whenLoaded(() => {
      const flags = this.flags.get(source) ?? new Map<string, Set<string>>();
      this.flags.set(source, flags);
      const before = flags.get(name) ?? new Set<string>();
      for (const id of before) if (!ids.has(id)) this.map.setFeatureState({ source, id }, { [name]: false });
      for (const id of ids) if (!before.has(id)) this.map.setFeatureState({ source, id }, { [name]: true });
      flags.set(name, new Set(ids));
    });
  }

  showIncidents(columns: IncidentColumns): void {
    this.columns = columns;
    this.drawIncidents();
  }

  /** @param shown the others fade meanwhile. */
  showInside(shown: boolean): void {
    this.insideShown = shown;
    this.drawIncidents();
  }

  setPeriod(from: number, until: number): void {
    this.period = [from, until];
    this.drawIncidents();
  }

  selectIncident(row: number): void {
    this.selectedRow = row;
    this.drawIncidents();
  }

  /** The incident under the pointer: how precisely its place is known is shown around it. */
  hoverIncident(row: number): void {
    if (row === this.hoveredRow) return;
    this.hoveredRow = row;
    this.drawIncidents();
  }

  /** Clusters or hexagons in place of the points; null: the points. */
  showGathered(gathered: GatheredDrawing | null): void {
    this.gathered = gathered;
    this.drawIncidents();
  }

  private drawIncidents(): void {
    if (!this.isLoaded || !this.columns) return;
    const zoom = this.map.getZoom();
    const visible = this.shown.includes('incidents');
    const [from, until] = this.period;
    const { theme } = this.look;
    const above = this.firstAbove;
    // What lies outside of a selected overlap fades.
    const opacity = !visible ? 0 : this.insideShown ? 0.22 : 1;
    this.overlay.setProps({
      layers: [
        this.gathered && visible ? this.gathered.layer(this.gathered.over ? 'circles' : above, opacity) : null,
        this.incidents.layer('incidents', from, until, zoom, this.gathered ? 0 : opacity, above),
        this.gathered ? this.singles.layer('incidents-single', from, until, zoom, opacity, above) : null,
        visible && this.insideShown ? this.inside.layer('incidents-inside', from, until, zoom, 1, above) : null,
        ...(visible ? [...new Set([this.selectedRow, this.hoveredRow])].map(row => precisionRing(this.columns!, row, theme, above)) : []),
        visible ? selectionRing(this.columns, this.selectedRow, zoom, theme, above) : null,
      ],
    });
    this.map.triggerRepaint();
  }

  /** Rows under a pixel, the topmost first. */
  incidentRowsAt(x: number, y: number, depth: number): number[] {
    const drawings: Record<string, IncidentDrawing> = { incidents: this.incidents, 'incidents-single': this.singles };
    const found = this.pick(x, y, 3, Object.keys(drawings), depth);
    return found.map(({ layer, index }) => drawings[layer].order[index]).filter(row => row !== undefined);
  }

  /** The cluster or hexagon under a pixel, by its place in what was drawn; -1: none. */
  gatheredAt(x: number, y: number): number {
    return this.pick(x, y, 0, ['gathered'], 1)[0]?.index ?? -1;
  }

  private pick(x: number, y: number, radius: number, layerIds: string[], depth: number): { layer: string; index: number }[] {
    if (!this.isLoaded || !this.columns || !this.shown.includes('incidents')) return [];
    const query = { x, y, radius, layerIds };
    const found = depth === 1 ? [this.overlay.pickObject(query)] : this.overlay.pickMultipleObjects({ ...query, depth });
    return found.flatMap(pick => (pick?.layer && pick.index >= 0 ? [{ layer: pick.layer.id, index: pick.index }] : []));
  }

  /** After somebody moved the map, or it was told to move. */
  onMoved(moved: () => void): void {
    this.map.on('moveend', event => {
      if ('told' in event || event.originalEvent) moved();
    });
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  goTo(view: View): void {
    const target = { center: [view.lon, view.lat] as [number, number], zoom: view.zoom };
    if (reducedMotion()) this.map.jumpTo(target, TOLD);
    else this.map.flyTo({ ...target, duration: 700 }, TOLD);
  }

  /** @param told false leaves the address without a view: it is where one begins. */
  home(told: boolean): void {
    this.map.fitBounds(DEFAULT_BOUNDS, { duration: 700, animate: !reducedMotion() }, told ? TOLD : undefined);
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: reducedMotion() ? 0 : 250 }, TOLD);
  }

  fit([west, south, east, north]: Bounds): void {
    const padding = Math.min(80, this.map.getContainer().clientWidth / 6, this.map.getContainer().clientHeight / 6);
    this.map.fitBounds([west, south, east, north], { padding, maxZoom: 9, duration: 700, animate: !reducedMotion() }, TOLD);
  }

  /** Comes nearer to places that lie close to each other: at least two zooms, or what lies there stays one sign. */
  nearer([west, south, east, north]: Bounds): void {
    const fitted = this.map.cameraForBounds([west, south, east, north], { padding: 80 })?.zoom ?? 0;
    const zoom = Math.min(13, Math.max(this.map.getZoom() + 1.5, Math.min(fitted, this.map.getZoom() + 4)));
    this.goTo({ lon: (west + east) / 2, lat: (south + north) / 2, zoom });
  }

  /** Brings an area into view if it is not there already. */
  show(bounds: Bounds): void {
    const view = this.map.getBounds();
    if (!view.contains([bounds[0], bounds[1]]) || !view.contains([bounds[2], bounds[3]])) this.fit(bounds);
  }

  /** Marks a place until another is marked, or none. */
  pin(place: { lon: number; lat: number; label: string } | null): void {
    this.pinned?.remove();
    this.pinned = null;
    if (!place) return;
    const element = document.createElement('div');
    element.className = 'sm-pin';
    element.append(document.createElement('i'), Object.assign(document.createElement('span'), { textContent: place.label }));
    this.pinned = new Marker({ element, anchor: 'bottom' }).setLngLat([place.lon, place.lat]).addTo(this.map);
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', place.label);
  }

  /** A ring that spreads once from where something changed; with reduced motion it stands for two seconds. Never moves the map. */
  pulse(lon: number, lat: number): void {
    const element = document.createElement('div');
    element.className = 'sm-pulse';
    element.append(document.createElement('i'));
    const marker = new Marker({ element }).setLngLat([lon, lat]).addTo(this.map);
    element.removeAttribute('aria-label');
    element.removeAttribute('role');
    element.setAttribute('aria-hidden', 'true');
    window.setTimeout(() => marker.remove(), 2000);
  }
}

export const reducedMotion = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
