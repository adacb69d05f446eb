import type { App } from './app.ts';
import type { Bounds } from './data/geometry.ts';
import { parseDay } from './days.ts';
import type { DrawKind } from './draw/drawing.ts';
import type { Drawable } from './draw/parts.ts';
import { linkToHere } from './link.ts';
import type { PictureChoice } from './picture/picture.ts';
import type { Spec } from './plots/spec.ts';
import { LAYERS, parseSpan, selectionOf, SHOWS, TABLES, WEIGHTS, type LayerName, type State, type TableName, type Theme, type View } from './state.ts';
import type { Listener } from './teller.ts';
import type { Language } from './texts.ts';
import { DATE_PRECISIONS, DEPLOYMENT_KINDS, GEO_PRECISIONS, INCIDENT_TYPES, NORMS, type ChangeBatch } from './vocabulary.ts';
import { NOT_STATED, SYNTHETIC } from './data/columns.ts';
import { formatDay } from './days.ts';

/** A DotNetObjectReference to SahelMap.Client.Map.MapView. Its methods take JSON texts whose shapes are in wire.ts. */
export interface DotNet {
  invokeMethodAsync(
    method: 'OnState' | 'OnCounts' | 'OnProgress' | 'OnDrawn' | 'OnMapError' | 'OnPeriodPlaying' | 'OnPointed', ...args: (string | number | boolean | null)[]): Promise<unknown>;
}

/** The one door between C# and the script: small JSON and ids pass through, never columns or geometry in bulk. */
export class Interop {
  private overlapsTimer = 0;

  constructor(private readonly app: App) {}

  /** Connects C#. @returns {state, counts, progress, actors} as JSON; what changes from now on is told. */
  async attach(dotnet: DotNet): Promise<string> {
    const { app } = this;
    const tell = (method: Parameters<DotNet['invokeMethodAsync']>[0], ...args: (string | number | boolean | null)[]) =>
      // C# may be gone by the time it is told: a page that is being left is no fault.
      void dotnet.invokeMethodAsync(method, ...args).catch(() => undefined);
    const listener: Listener = {
      onState: state => tell('OnState', JSON.stringify(state)),
      onCounts: counts => tell('OnCounts', JSON.stringify(counts)),
      onProgress: () => tell('OnProgress', this.progress()),
      onTrouble: (code, detail) => tell('OnMapError', code, detail),
      onPlaying: playing => tell('OnPeriodPlaying', playing),
      onPointed: (lon, lat) => tell('OnPointed', lon, lat),
      onDrawn: (step, geometry) => tell('OnDrawn', step, geometry),
    };
    app.tell.listen(listener);
    app.settled();
    return JSON.stringify({
      state: app.tell.wireState(), counts: app.tell.wireCounts(), progress: JSON.parse(this.progress()) as unknown, actors: [...app.store.actors.values()],
    });
  }

  private progress(): string {
    const { progress, epoch, position } = this.app.store;
    return JSON.stringify({ ...progress, epoch, position });
  }

  /**
   * Changes part of the state. @param json members as in wire.ts' WireState (query excepted); null clears one, what is not named stays.
   * @param push true: Back undoes it.
   */
  patchState(json: string, push: boolean): void {
    this.app.update(patchOf(JSON.parse(json) as Record<string, unknown>, this.app.state.layers), push ? 'push' : 'soon');
  }

  /** @param kind incident, deployment, overlap, mandate or actor; null clears. @param fly brings it into view. */
  select(kind: string | null, id: string | null, fly: boolean): void {
    const selection = selectionOf(kind, id);
    this.app.select(selection);
    if (selection && fly) void Promise.all([this.app.loaded, this.app.finder.selected]).then(() => this.app.map.flyToSelection(selection));
  }

  /** @param json {"lon","lat","zoom"?} or {"bounds":[west,south,east,north]} or the bounds alone. */
  flyTo(json: string): void {
    const target = JSON.parse(json) as Bounds | { bounds: Bounds } | (Omit<View, 'zoom'> & { zoom?: number });
    const bounds = Array.isArray(target) ? target : 'bounds' in target ? target.bounds : null;
    if (bounds) this.app.map.canvas?.fit(bounds);
    else if (!Array.isArray(target) && 'lon' in target) this.app.map.canvas?.goTo({ lon: target.lon, lat: target.lat, zoom: target.zoom ?? Math.max(8, this.app.map.view().zoom) });
  }

  setLanguage(lang: Language): void {
    this.app.update({ lang }, 'soon');
  }

  /** @param theme light, dark, or anything else for what the reader's system says. */
  setTheme(theme: string): void {
    this.app.update({ theme: theme === 'light' || theme === 'dark' ? (theme as Theme) : null }, 'soon');
  }

  /** @param json a ChangeBatch. Resolves when it is in the data. */
  applyChanges(json: string): Promise<void> {
    return this.app.live.apply(JSON.parse(json) as ChangeBatch);
  }

  /** Overlaps were computed anew: fetches them, once for a burst of changes. */
  overlapsChanged(): void {
    window.clearTimeout(this.overlapsTimer);
    this.overlapsTimer = window.setTimeout(() => void this.app.store.loadOverlaps(), 300);
  }

  /** Fetches everything anew; what is shown stays until it has come. */
  reload(): Promise<void> {
    return this.app.reload();
  }

  togglePlay(): void {
    this.app.time.timeline?.player.toggle();
  }

  async toggleMeasure(): Promise<void> {
    await this.app.map.tools?.toggleMeasure();
  }

  /** Somebody may soon draw. */
  prepareDraw(): void {
    this.app.map.tools?.prepareDraw();
  }

  /**
   * @param json a GeoJSON Point, Polygon or MultiPolygon to start from, or null. OnDrawn tells each step, with the geometry where one stands.
   * @returns whether one can draw now.
   */
  async startDraw(kind: string, json: string | null): Promise<boolean> {
    return (await this.app.map.tools?.startDraw(kind === 'point' ? 'point' : ('polygon' satisfies DrawKind), json ? (JSON.parse(json) as Drawable) : null)) ?? false;
  }

  /** Ends drawing. @returns the geometry as JSON when it is accepted and OnDrawn has not told it yet, else null. */
  stopDraw(accept: boolean): string | null {
    const geometry = this.app.map.tools?.stopDraw(accept);
    return geometry ? JSON.stringify(geometry) : null;
  }

  /** @param json a Spec of plots/spec.ts, drawn into the element with that id; null takes it away. */
  plot(id: string, json: string | null): Promise<void> {
    return this.app.plots.draw(id, json ? (JSON.parse(json) as Spec) : null);
  }

  /** Saves the plot in that element as a PNG. @param notes stand below it. @returns false where none is drawn. */
  savePlot(id: string, file: string, title: string, notes: string[]): Promise<boolean> {
    return this.app.plots.save(id, file, title, notes);
  }

  /** @returns JSON {link, short}: this view for others, under a short address where the server keeps one. */
  async link(): Promise<string> {
    this.app.flushAddress();
    return JSON.stringify(await linkToHere());
  }

  /** Saves the map as a PNG. @param json {size, theme}, see picture/picture.ts. @returns why that cannot be, or null. */
  savePicture(json: string): Promise<string | null> {
    return this.app.pictures.save(JSON.parse(json) as PictureChoice);
  }

  /** Makes one page for paper and opens the browser's dialog. */
  print(): Promise<void> {
    return this.app.pictures.print();
  }

  /** @param json a GeoJSON Polygon or MultiPolygon that is outlined on the map until another is; null: none. */
  showArea(json: string | null): void {
    this.app.map.showArea(json ? (JSON.parse(json) as GeoJSON.Polygon | GeoJSON.MultiPolygon) : null);
  }

  /** Draws the table into the element with that id; null takes it away. */
  showTable(id: string, name: TableName | null): Promise<void> {
    return this.app.tables.show(id, name);
  }

  /** Marks a place until another is marked. @param json {"lon","lat","label"}, or null: none. */
  pin(json: string | null): void {
    this.app.map.canvas?.pin(json ? (JSON.parse(json) as { lon: number; lat: number; label: string }) : null);
  }

  /** Lifts one overlap out of the others, as while a list's row is pointed at; null: none. */
  highlightOverlap(id: string | null): void {
    this.app.map.highlightOverlap(id);
  }

  /** @returns JSON {total, items}: incidents that pass the filters and lie in the view, the latest first. */
  getVisibleIncidents(limit: number): string {
    return this.list(this.app.map.rowsInView(), limit);
  }

  private list(rows: number[], limit: number): string {
    const c = this.app.store.columns;
    const stated = (deaths: number) => (deaths === NOT_STATED ? null : deaths);
    const items = rows.slice(0, limit).map(row => ({
      id: c.ids.text(row), type: INCIDENT_TYPES[c.type[row]], from: formatDay(c.from[row]), until: formatDay(c.until[row]),
      datePrecision: DATE_PRECISIONS[c.datePrecision[row]], geoPrecision: GEO_PRECISIONS[c.geoPrecision[row]], lon: c.lon[row], lat: c.lat[row],
      deathsBest: stated(c.deaths[row]), civilianDeaths: stated(c.civilianDeaths[row]), peacekeeperDeaths: stated(c.peacekeeperDeaths[row]),
      actors: c.actorSets.values[c.actors[row]].split(';').filter(Boolean), synthetic: (c.flags[row] & SYNTHETIC) !== 0,
    }));
    return JSON.stringify({ total: rows.length, items });
  }
}

const ENTRIES = {
  roles: NORMS, types: INCIDENT_TYPES, kinds: DEPLOYMENT_KINDS,
} as const;

/** A patch from C# as state; what it does not name is left out. */
export function patchOf(patch: Record<string, unknown>, layers: LayerName[]): Partial<State> {
  const state: Partial<State> = {};
  const has = (name: string) => name in patch;
  if (has('from')) state.from = parseDay(patch.from as string | null);
  if (has('until')) state.until = parseDay(patch.until as string | null);
  for (const name of ['actors', 'sources', 'countries', 'regions'] as const) if (has(name)) state[name] = strings(patch[name]);
  for (const [name, accepted] of Object.entries(ENTRIES)) {
    if (!has(name)) continue;
    const chosen = accepted.filter(item => strings(patch[name]).includes(item));
    Object.assign(state, { [name]: chosen.length === accepted.length ? [] : chosen });
  }
  if (has('minDeaths')) state.minDeaths = Math.max(0, Math.round(Number(patch.minDeaths ?? 0)) || 0);
  if (has('q')) state.q = String(patch.q ?? '').trim();
  if (has('compare')) state.compare = parseSpan(patch.compare as string | null);
  if (has('panel')) state.panel = (patch.panel as string | null) || null;
  if (has('analysis')) state.analysis = (patch.analysis as string | null) || null;
  if (has('selection')) {
    const chosen = patch.selection as { kind: string; id: string } | null;
    state.selection = chosen && selectionOf(chosen.kind, chosen.id);
  }
  if (has('table')) state.table = TABLES.find(name => name === patch.table) ?? null;
  if (has('layers')) {
    const switches = (patch.layers ?? {}) as Record<string, boolean>;
    state.layers = patch.layers === null ? [...LAYERS] : LAYERS.filter(layer => switches[layer] ?? layers.includes(layer));
  }
  if (has('show')) state.show = SHOWS.find(show => show === patch.show) ?? 'points';
  if (has('weigh')) state.weigh = WEIGHTS.find(weight => weight === patch.weigh) ?? 'incidents';
  if (has('lang')) state.lang = patch.lang === 'fr' || patch.lang === 'en' ? patch.lang : null;
  if (has('theme')) state.theme = patch.theme === 'light' || patch.theme === 'dark' ? patch.theme : null;
  return state;
}

const strings = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
