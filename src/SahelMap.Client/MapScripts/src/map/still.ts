import type { App, Dirty } from '../app.ts';
import { SYNTHETIC } from '../data/columns.ts';
import { polygonsOf } from '../data/geometry.ts';
import { latOf, worldX, worldY } from '../data/hexagons.ts';
import { OVERLAP_EDGE, overlapFeatures } from '../layers/overlaps.ts';
import { CORNERS, hollowOf, HOLLOW_ALPHA, orderBySize, pixelsPerRootDeath, RIM, RIM_ALPHA, rimOf, rootDeaths, SHAPES, SHAPE_SIZE, SOLID_ALPHA } from '../layers/points.ts';
import { DASHES, EDGE_DENSITY, GROUND_DENSITY, SITE_EDGE, siteFeatures, zoneFeatures } from '../layers/zones.ts';
import { overlapColour, rgb, TYPE_COLOURS, type Rgb } from '../palette.ts';
import { DEFAULT_BOUNDS, type Theme, type View } from '../state.ts';
import { IMPRECISE_FROM, INCIDENT_TYPES } from '../vocabulary.ts';
import { Furniture } from './furniture.ts';
import type { PageMap } from './pagemap.ts';
import { drawSite, hatchPattern, parseSiteSymbol } from './symbols.ts';

/** With more points than this drawing them all anew would be felt: the map is waited for, and where there is none, until a brush rests. */
const MOST_POINTS = 100_000;
const REST_MS = 300;

/**
 * The map until its own code has come, and where WebGL is missing: the host page's picture of the basemap, and on it what passes
 * the filters, drawn as the map draws it. It cannot be moved, and it writes no names.
 */
export class StillMap implements PageMap {
  readonly canvas = null;
  readonly tools = null;
  readonly gathering = null;
  readonly area = null;
  readonly highlighted = null;
  twin = null;
  private readonly picture = document.getElementById('first-picture');
  private readonly sheet = document.createElement('canvas');
  private readonly furniture: Furniture;
  private readonly resized = new ResizeObserver(() => this.paint());
  /** The largest first; made anew with the zones, not with each change of the filter. */
  private zones: GeoJSON.Feature[] = [];
  private shared: GeoJSON.Feature[] = [];
  private stays = false;
  private resting = 0;

  constructor(private readonly app: App, private readonly container: HTMLElement) {
    this.sheet.className = 'sm-still';
    this.sheet.setAttribute('role', 'img');
    if (this.picture) this.picture.after(this.sheet);
    this.furniture = new Furniture(container, app.texts, null, () => undefined);
    this.resized.observe(container);
    this.write();
  }

  /** Whether it shows all that the address asks for. */
  get enough(): boolean {
    const { state, store } = this.app;
    const more = state.selection ?? state.compare ?? state.table ?? state.panel ?? state.analysis;
    return this.picture !== null && more === null && state.show === 'points' && !store.aggregated && Math.max(store.columns.length, store.progress.total ?? 0) <= MOST_POINTS;
  }

  /** The map has taken its place. */
  remove(): void {
    this.resized.disconnect();
    this.picture?.remove();
    this.sheet.remove();
  }

  /** There will be no other map. */
  stay(): void {
    this.stays = true;
    this.write();
    this.paint();
  }

  /** What lies over the map is the map's own from now on. */
  clear(): void {
    this.furniture.remove();
  }

  draw(dirty: Dirty): void {
    const { store } = this.app;
    if (dirty.look) this.write();
    if (dirty.zones) this.zones = zoneFeatures(store.zones.values(), store.actors).features.sort((a, b) => b.properties!.size - a.properties!.size);
    if (dirty.overlaps || dirty.zones) this.shared = overlapFeatures(store.overlaps.values(), store.zones).features;
    this.furniture.showSources(this.app.datasets);
    this.paint();
  }

  private write(): void {
    this.furniture.write();
    this.sheet.setAttribute('aria-label', this.app.texts.get('map.still'));
    if (this.stays) this.follow(this.app.theme);
  }

  /** The host page chose the basemap's picture for the theme that it began with. */
  private follow(theme: Theme): void {
    const image = this.picture?.querySelector('img');
    if (!image) return;
    this.picture!.querySelector('source')?.remove();
    image.setAttribute('src', this.picture!.dataset[theme]!);
  }

  view(): View {
    const { state } = this.app;
    if (state.view) return state.view;
    const [west, south, east, north] = DEFAULT_BOUNDS;
    const [width, height] = [worldX(east) - worldX(west), worldY(south) - worldY(north)];
    const { clientWidth, clientHeight } = this.container;
    // As MapLibre fits it, and the picture below.
    const zoom = Math.log2(Math.max(1, Math.min(clientWidth / width, clientHeight / height)) / 512);
    return { lon: (west + east) / 2, lat: latOf((worldY(north) + worldY(south)) / 2), zoom };
  }

  /** Unless the map has taken its place. */
  paint(): void {
    if (!this.sheet.isConnected) return;
    window.clearTimeout(this.resting);
    if (this.app.store.columns.length <= MOST_POINTS) this.paintAll();
    else if (this.stays) this.resting = window.setTimeout(() => this.paintAll(), REST_MS);
  }

  private paintAll(): void {
    const { app, sheet } = this;
    const { clientWidth: width, clientHeight: height } = this.container;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(sheet, { width: width * ratio, height: height * ratio });
    // On the processor: where graphics are slow a card that is none takes seconds for this.
    const pen = sheet.getContext('2d', { willReadFrequently: true })!;
    const view = this.view();
    const world = 512 * 2 ** view.zoom;
    const [left, top] = [worldX(view.lon) * world - width / 2, worldY(view.lat) * world - height / 2];
    const at: Place = (lon, lat) => [worldX(lon) * world - left, worldY(lat) * world - top];
    pen.scale(ratio, ratio);
    pen.lineJoin = 'round';
    const zones = app.state.layers.includes('zones') ? this.zones.filter(zone => app.zones.visible.has(zone.properties!.id as string)) : [];
    for (const zone of zones) this.ground(pen, zone, at);
    if (app.state.layers.includes('overlaps')) this.overlaps(pen, at);
    for (const zone of zones) this.edge(pen, zone, at, view.zoom);
    if (app.state.layers.includes('incidents')) this.points(pen, at, view.zoom, width, height);
    if (app.state.layers.includes('zones')) this.sites(pen, at, view.zoom);
  }

  private ground(pen: CanvasRenderingContext2D, { geometry, properties }: GeoJSON.Feature, at: Place): void {
    pen.globalAlpha = GROUND_DENSITY[properties!.site ? 'site' : properties!.frame ? 'frame' : 'area'];
    pen.fillStyle = properties!.colour as string;
    pen.fill(pathOf(geometry as Area, at), 'evenodd');
    pen.globalAlpha = 1;
  }

  private edge(pen: CanvasRenderingContext2D, { geometry, properties }: GeoJSON.Feature, at: Place, zoom: number): void {
    const { site, edge, line, lineDark } = properties as { site: boolean; edge: keyof typeof DASHES | 'solid'; line: string; lineDark: string };
    const width = site ? SITE_EDGE : 1.9 + 0.2 * Math.max(0, Math.min(5, zoom - 4));
    pen.globalAlpha = EDGE_DENSITY[site ? 'site' : 'area'];
    pen.strokeStyle = this.app.theme === 'dark' ? lineDark : line;
    pen.lineWidth = width;
    pen.setLineDash(edge === 'solid' || site ? [] : DASHES[edge].map(length => length * width));
    pen.stroke(pathOf(geometry as Area, at));
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  /** Grounds lie on each other by the dozen, under one hatch: all of them are one shape, filled once. */
  private overlaps(pen: CanvasRenderingContext2D, at: Place): void {
    const { overlaps, theme } = this.app;
    const shown = this.shared.filter(({ properties }) => overlaps.has(properties!.id as string));
    for (const frame of [true, false]) {
      const path = new Path2D();
      for (const { geometry, properties } of shown) if (properties!.frame === frame) path.addPath(pathOf(geometry as Area, at));
      pen.fillStyle = hatchPattern(pen, theme, frame ? 'faint' : 'plain');
      pen.fill(path);
      const edge = OVERLAP_EDGE[frame ? 'frame' : 'plain'];
      pen.globalAlpha = edge.density;
      pen.strokeStyle = overlapColour(theme);
      pen.lineWidth = edge.width;
      pen.stroke(path);
      pen.globalAlpha = 1;
    }
  }

  private points(pen: CanvasRenderingContext2D, at: Place, zoom: number, width: number, height: number): void {
    const { fails, period: [from, until], store: { columns: c }, theme } = this.app;
    const scale = pixelsPerRootDeath(zoom);
    for (const row of orderBySize(c, null)) {
      if (fails[row] !== 0 || c.from[row] >= until || c.until[row] <= from) continue;
      const [x, y] = at(c.lon[row], c.lat[row]);
      const radius = rootDeaths(c.deaths[row]) * SHAPE_SIZE[c.type[row]] * scale;
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
      const type = INCIDENT_TYPES[c.type[row]];
      const hollow = c.geoPrecision[row] >= IMPRECISE_FROM;
      const synthetic = (c.flags[row] & SYNTHETIC) !== 0;
      const line = hollow ? RIM.hollow : synthetic ? RIM.synthetic : RIM.plain;
      shape(pen, c.type[row], x, y, radius - line / 2);
      pen.fillStyle = css(rgb(TYPE_COLOURS[type]), hollow ? HOLLOW_ALPHA : SOLID_ALPHA);
      pen.fill();
      pen.strokeStyle = css(hollow ? hollowOf(type, theme) : rimOf(type, theme), hollow ? 255 : RIM_ALPHA);
      pen.lineWidth = line;
      pen.setLineDash(synthetic ? [(Math.PI * radius) / 8] : []);
      pen.stroke();
    }
    pen.setLineDash([]);
  }

  private sites(pen: CanvasRenderingContext2D, at: Place, zoom: number): void {
    const { store, zones, texts, theme } = this.app;
    const size = 0.62 + 0.107 * Math.max(0, Math.min(1.5, zoom - 4));
    for (const { geometry, properties } of siteFeatures([...store.zones.values()].filter(zone => zones.visible.has(zone.id)), store.actors, texts).features) {
      const site = parseSiteSymbol(properties!.icon as string);
      if (!site) continue;
      const [x, y] = at(...((geometry as GeoJSON.Point).coordinates as [number, number]));
      pen.save();
      pen.translate(x + (properties!.slot as number) * 9 * size, y);
      pen.scale(size, size);
      pen.translate(-9, -9);
      drawSite(pen, site.kind, site.colour, theme);
      pen.restore();
    }
  }

  // What needs a map that moves waits for it.
  goTo(): void {}
  ring(): void {}
  pulse(): void {}
  flyToSelection(): void {}
  highlightOverlap(): void {}
  showArea(): void {}
  pointerHits(): [] { return []; }

  rowsInView(): number[] {
    return this.app.rowsWhere(() => true);
  }
}

type Place = (lon: number, lat: number) => [number, number];
type Area = GeoJSON.Polygon | GeoJSON.MultiPolygon;

function pathOf(area: Area, at: Place): Path2D {
  const path = new Path2D();
  for (const ring of polygonsOf(area).flat()) {
    ring.forEach(([lon, lat], n) => (n === 0 ? path.moveTo(...at(lon, lat)) : path.lineTo(...at(lon, lat))));
    path.closePath();
  }
  return path;
}

const css = ([r, g, b]: Rgb, alpha: number) => `rgb(${r} ${g} ${b} / ${alpha / 255})`;

function shape(pen: CanvasRenderingContext2D, type: number, x: number, y: number, radius: number): void {
  const corners = CORNERS[SHAPES[type]];
  pen.beginPath();
  if (corners.length === 0) pen.arc(x, y, radius, 0, 2 * Math.PI);
  for (const angle of corners) pen.lineTo(x + radius * Math.cos(angle), y - radius * Math.sin(angle));
  pen.closePath();
}
