import type { App, Dirty } from '../app.ts';
import { breaksOf, CellSums, clustersOf } from '../data/gathered.ts';
import { acrossKm, latOf, levelOf, lonOf, worldX, worldY } from '../data/hexagons.ts';
import type { Bounds } from '../data/geometry.ts';
import { binDrawing, circleFeatures, CIRCLES, clusterDrawing, clusterFeatures } from '../layers/gathered.ts';
import type { Show, Weight } from '../state.ts';
import { COUNTED_ELSEWHERE } from '../data/columns.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import type { MapCanvas } from './canvas.ts';

/** Clusters are sorted and written anew this often at most while a brush moves; the colours of hexagons follow each frame. */
const REST_MS = 120;
const STREAM_MS = 500;
const FELT_MS = 3;
const LONGEST_MS = 700;
/** In radii of a hexagon: nearer than this the largest circles would meet. */
const REACH = 2.1;

/** What the legend says of clusters and hexagons. */
export interface Scale {
  show: Exclude<Show, 'points'>;
  weigh: Weight;
  breaks: readonly number[];
  greatest: number;
  acrossKm: number;
}

export interface Contents {
  incidents: number;
  deaths: number;
  civilianDeaths: number;
  byType: number[];
  from: number;
  until: number;
  bounds: Bounds;
}

/** Incidents gathered into clusters or hexagons under every filter, for one canvas. */
export class Gathering {
  private readonly sums = new CellSums();
  private indexed = false;
  private ready = false;
  private timer = 0;
  /** When the brush began to move, and what the last gathering took. */
  private since = 0;
  private more = 0;
  private lastIndex = 0;
  private cost = 0;
  private breaks: number[] = [1];
  private greatest = 1;
  /** The cells behind each drawn sign, in the order of drawing. */
  private signs: number[][] | Int32Array = [];
  /** The hexagons in and around the view, and where that was. */
  private around: Int32Array = new Int32Array(0);
  private box = { west: 0, north: 0, east: 0, south: 0 };

  constructor(private readonly canvas: MapCanvas, private readonly app: App, private readonly onScale: () => void) {
    canvas.map.on('moveend', () => {
      if (!this.active || !this.ready) return;
      if (levelOf(canvas.map.getZoom()) !== this.sums.cells.level) this.draw({ layers: true });
      else if (this.leftView()) this.settle();
    });
  }

  private get active(): boolean {
    return this.app.state.show !== 'points';
  }

  /** Follows what a frame changed. */
  draw(dirty: Dirty): void {
    const { app } = this;
    if (dirty.incidents) this.indexed = false;
    if (!this.active) {
      if (this.ready) this.clear();
      return;
    }
    if (this.ready && !this.indexed && this.waitForMore()) return;
    const anew = !this.ready || !this.indexed || !!(dirty.incidents || dirty.filter || dirty.layers || dirty.look);
    if (anew) this.count();
    else if (!dirty.period) return;
    this.sums.moveTo(...app.period);
    if (anew) this.settle();
    else {
      if (app.state.show === 'bins') this.drawBins();
      this.settleSoon();
    }
  }

  /** While data stream in, they are gathered twice a second, not for each piece. */
  private waitForMore(): boolean {
    const wait = this.app.store.progress.done ? 0 : this.lastIndex + STREAM_MS - performance.now();
    window.clearTimeout(this.more);
    if (wait > 0) this.more = window.setTimeout(() => this.draw({ incidents: true }), wait);
    return wait > 0;
  }

  /** Where gathering would be felt in a frame, it waits until the brush rests, but not for ever: a brush may be playing. */
  private settleSoon(): void {
    const now = performance.now();
    this.since ||= now;
    const slow = this.cost > FELT_MS && now - this.since < LONGEST_MS;
    if (this.timer && !slow) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), REST_MS);
  }

  private count(): void {
    const { app, sums } = this;
    const indexed = !this.indexed;
    if (indexed) {
      sums.index(app.store.columns);
      this.lastIndex = performance.now();
    }
    this.indexed = this.ready = true;
    sums.reset(levelOf(this.canvas.map.getZoom()), app.fails, indexed);
    this.look();
  }

  /** Takes the view and a half of it on each side, so that little is missing while the map is moved. */
  private look(): void {
    const { west, north, east, south } = this.view();
    const [width, height] = [(east - west) / 2, (south - north) / 2];
    this.box = { west: west - width, north: north - height, east: east + width, south: south + height };
    this.around = this.sums.within(this.box.west, this.box.north, this.box.east, this.box.south);
  }

  private view(): { west: number; north: number; east: number; south: number } {
    const bounds = this.canvas.map.getBounds();
    return { west: worldX(bounds.getWest()), north: worldY(bounds.getNorth()), east: worldX(bounds.getEast()), south: worldY(bounds.getSouth()) };
  }

  private leftView(): boolean {
    const { box, view } = { box: this.box, view: this.view() };
    const slack = (view.east - view.west) / 10;
    return view.west - slack < box.west || view.east + slack > box.east || view.north - slack < box.north || view.south + slack > box.south;
  }

  private clear(): void {
    window.clearTimeout(this.more);
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.ready = false;
    this.signs = [];
    this.canvas.showGathered(null);
  }

  /** The scale is chosen anew when the brush rests: a scale that moves with it would make colours mean nothing. */
  private settle(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (!this.active || !this.indexed) return;
    const began = performance.now();
    this.since = 0;
    if (this.leftView()) this.look();
    const { show, weigh } = this.app.state;
    if (show === 'bins') {
      this.greatest = 0;
      for (const value of this.sums[weigh]) if (value > this.greatest) this.greatest = value;
      this.breaks = breaksOf(this.greatest);
      this.drawBins();
    } else this.drawClusters();
    this.cost = performance.now() - began;
    this.onScale();
  }

  private drawBins(): void {
    const { drawing, order } = binDrawing(this.sums, this.around, this.app.state.weigh, this.breaks, this.app.theme);
    this.signs = order;
    this.canvas.singles.rebuild(this.app.store.columns, this.app.fails, this.app.theme, []);
    this.canvas.showGathered(drawing);
  }

  /** An incident that is alone stays itself. */
  private drawClusters(): void {
    const { store, fails, theme, state, texts } = this.app;
    const all = clustersOf(this.sums, this.around, REACH);
    const clusters = all.filter(cluster => cluster.incidents > 1);
    const alone = all.filter(cluster => cluster.incidents === 1).map(cluster => this.sums.sumRow[cluster.cells[0]]);
    this.greatest = clusters.reduce((most, cluster) => Math.max(most, cluster[state.weigh]), 0);
    this.signs = clusters.map(cluster => cluster.cells);
    this.canvas.singles.rebuild(store.columns, fails, theme, alone);
    this.canvas.showGathered(clusterDrawing(clusters, state.weigh, this.greatest, theme));
    this.canvas.setPoints(CIRCLES, clusterFeatures(clusters, state.weigh, this.greatest, n => texts.compact(n)));
  }

  /** Names keep clear of large points: they are told where these lie when the brush rests, and of clusters with their numbers. */
  keepClear(): void {
    const { app, canvas } = this;
    const { columns } = app.store;
    const [from, until] = app.period;
    if (app.state.show === 'clusters') return;
    const shown = (row: number) => app.fails[row] === 0 && columns.from[row] < until && columns.until[row] > from;
    canvas.setPoints(CIRCLES, circleFeatures(columns, app.state.show === 'points' ? canvas.incidents.order : new Int32Array(0), shown));
  }

  get scale(): Scale | null {
    const { show, weigh } = this.app.state;
    if (show === 'points' || !this.ready) return null;
    return { show, weigh, breaks: this.breaks, greatest: this.greatest, acrossKm: acrossKm(this.sums.cells.level, this.canvas.map.getCenter().lat) };
  }

  /** What a cluster or hexagon holds. @param index among those drawn */
  contents(index: number): Contents | null {
    const sign = this.signs[index];
    if (sign === undefined) return null;
    const c = this.app.store.columns;
    const held: Contents = {
      incidents: 0, deaths: 0, civilianDeaths: 0, byType: INCIDENT_TYPES.map(() => 0), from: Infinity, until: -Infinity,
      bounds: [Infinity, Infinity, -Infinity, -Infinity],
    };
    for (const row of this.sums.rowsIn(typeof sign === 'number' ? [sign] : sign)) {
      held.incidents++;
      held.byType[c.type[row]]++;
      held.from = Math.min(held.from, c.from[row]);
      held.until = Math.max(held.until, c.until[row]);
      const [w, s, e, n] = held.bounds;
      held.bounds = [Math.min(w, c.lon[row]), Math.min(s, c.lat[row]), Math.max(e, c.lon[row]), Math.max(n, c.lat[row])];
      if (c.flags[row] & COUNTED_ELSEWHERE) continue;
      held.deaths += Math.max(0, c.deaths[row]);
      held.civilianDeaths += Math.max(0, c.civilianDeaths[row]);
    }
    return held.incidents > 0 ? held : null;
  }

  /** What stands for the incidents, for whoever asks: where, and how many incidents and deaths; of hexagons also those out of view. */
  list(): { lon: number; lat: number; incidents: number; deaths: number }[] {
    const { cells, incidents, deaths, sumX, sumY } = this.sums;
    const total = (of: readonly number[], values: { [n: number]: number }) => of.reduce((sum, cell) => sum + values[cell], 0);
    const signs: Iterable<number | number[]> = this.app.state.show === 'bins' ? Array.from(incidents.keys()).filter(cell => incidents[cell] > 0) : this.signs;
    return Array.from(signs, sign => {
      const of = typeof sign === 'number' ? [sign] : sign;
      const n = total(of, incidents);
      const [x, y] = typeof sign === 'number' ? [cells.x[sign], cells.y[sign]] : [total(of, sumX) / n, total(of, sumY) / n];
      return { lon: lonOf(x), lat: latOf(y), incidents: n, deaths: total(of, deaths) };
    });
  }

  /** For good: the canvas goes. */
  stop(): void {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.more);
  }
}
