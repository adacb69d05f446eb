import { applyBatch } from './data/changes.ts';
import { fetchJson, Refused } from './data/fetching.ts';
import { IncidentCounter, type IncidentTally } from './data/counter.ts';
import { markIncidents, tallyZones, type Matches, type ZoneTally } from './data/filter.ts';
import { findWords, findZones } from './data/load.ts';
import { Store, type Part } from './data/store.ts';
import { visibleOverlaps } from './data/zones.ts';
import { monthOf, monthStart, today } from './days.ts';
import { AddressBar } from './history.ts';
import { DEFAULT_FROM, DEFAULT_UNTIL, parseState, type Selection, type State, type Theme } from './state.ts';
import { Teller } from './teller.ts';
import { Texts, type Language } from './texts.ts';
import type { ChangeBatch, RecordChange } from './vocabulary.ts';
import { MapPart } from './mappart.ts';
import { PlotDoor } from './plots/door.ts';
import { TableDoor } from './table/door.ts';
import { TimePart } from './timepart.ts';

/** What has changed since the last drawing, so that a frame does only what it must. */
export interface Dirty {
  incidents?: boolean;
  filter?: boolean;
  period?: boolean;
  zones?: boolean;
  overlaps?: boolean;
  mandates?: boolean;
  look?: boolean;
  layers?: boolean;
  selection?: boolean;
}

/**
 * The page: state, data, map and timeline, and how one follows from the other. Every change goes through
 * <see cref="update"/> or marks something dirty; the next frame draws it.
 */
export class App {
  readonly texts = Texts.fromPage(document);
  readonly store: Store;
  readonly map: MapPart;
  readonly time: TimePart;
  readonly plots = new PlotDoor(this.texts, () => this.theme);
  readonly tables = new TableDoor(this);
  state = parseState(location.search);
  readonly tell = new Teller(this);
  incidents!: IncidentTally;
  zones!: ZoneTally;
  overlaps: Set<string> = new Set();
  fails = new Uint8Array(0);
  private readonly counter = new IncidentCounter();
  readonly loaded: Promise<void>;
  private matches: Matches = null;
  private zoneMatches: ReadonlySet<string> | null = null;
  private matchesFor = '';
  private searching: AbortController | null = null;
  private dirty: Dirty = {};
  private scheduled = false;
  private lastIncidentMonth = 0;
  private readonly address = new AddressBar(() => this.back());
  private readonly pageLanguage: Language = document.documentElement.lang === 'fr' ? 'fr' : 'en';
  private readonly darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.texts.language = this.language;
    this.applyToPage();
    this.store = new Store({
      onLoaded: part => this.partLoaded(part),
      onProgress: () => {
        this.map.showProgress(this.store.progress);
        this.tell.listener?.onProgress();
      },
      onTrouble: (part, detail) => this.tell.trouble(part, detail),
    });
    this.map = new MapPart(this);
    this.time = new TimePart(this);
    this.darkScheme.addEventListener('change', () => this.state.theme === null && this.mark({ look: true }));
    this.counter.index(this.store.columns);
    this.counter.reset(this.fails);
    this.tally();
    this.mark({ incidents: true, filter: true, period: true, zones: true, overlaps: true, mandates: true, selection: true });
    this.loaded = this.store.load();
    this.search();
  }

  get language(): Language {
    return this.state.lang ?? this.pageLanguage;
  }

  get theme(): Theme {
    return this.state.theme ?? (this.darkScheme.matches ? 'dark' : 'light');
  }

  /** First month on the time axis and first month after it: the years of the interventions, and on to the latest incident. */
  get axis(): [number, number] {
    const { from, until } = this.state;
    const latest = Math.min(this.lastIncidentMonth + 1, monthOf(today()) + 1);
    return [
      Math.min(monthOf(DEFAULT_FROM), from === null ? Infinity : monthOf(from)),
      Math.max(monthOf(DEFAULT_UNTIL), latest, until === null ? 0 : monthOf(until - 1) + 1),
    ];
  }

  /** The period in force; until is the first day outside. */
  get period(): [number, number] {
    const [first, end] = this.axis;
    return [this.state.from ?? monthStart(first), this.state.until ?? monthStart(end)];
  }

  /** @param how push: Back undoes it; soon: it replaces the address a moment later. */
  update(patch: Partial<State>, how: 'push' | 'soon' | 'shown'): void {
    const before = this.state;
    this.state = this.normal({ ...before, ...patch });
    if (how === 'push') this.address.push(this.state);
    else if (how === 'soon') this.address.replaceSoon(this.state);
    this.markDifference(before, this.state);
    this.tell.state();
  }

  /** A period that is the whole axis is no restriction, and neither are all actors. */
  private normal(state: State): State {
    const deployed = new Set([...this.store.zones.values()].map(zone => zone.properties.actor));
    const allActors = deployed.size > 0 && [...deployed].every(code => state.actors.includes(code));
    const [, end] = this.axis;
    return {
      ...state,
      actors: allActors ? [] : state.actors,
      from: state.from === DEFAULT_FROM ? null : state.from,
      until: state.until === monthStart(end) ? null : state.until,
    };
  }

  private markDifference(before: State, after: State): void {
    const differs = (...names: (keyof State)[]) => names.some(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    this.mark({
      filter: differs('actors', 'roles', 'types', 'kinds', 'sources', 'minDeaths', 'q'),
      period: differs('from', 'until'),
      selection: differs('selection'),
      layers: differs('layers'),
      look: differs('lang', 'theme'),
    });
    if (differs('q')) this.search();
  }

  private back(): void {
    const before = this.state;
    this.state = this.normal(parseState(location.search));
    this.markDifference(before, this.state);
    if (JSON.stringify(before.view) !== JSON.stringify(this.state.view)) this.map.goTo(this.state.view);
    this.tell.state();
  }

  flushAddress(): void {
    this.address.flush();
  }

  mark(dirty: Dirty): void {
    let any = false;
    for (const [name, is] of Object.entries(dirty)) if (is) [this.dirty[name as keyof Dirty], any] = [true, true];
    if (!any || this.scheduled) return;
    this.scheduled = true;
    // A hidden tab gets no frames, yet its counts must stay true.
    if (document.hidden) window.setTimeout(() => this.flush());
    else requestAnimationFrame(() => this.flush());
  }

  get pending(): boolean {
    return this.scheduled;
  }

  private flush(): void {
    const dirty = this.dirty;
    this.dirty = {};
    this.scheduled = false;
    if (dirty.look) {
      this.texts.language = this.language;
      this.applyToPage();
    }
    if (dirty.incidents) this.counter.index(this.store.columns);
    if (dirty.incidents || dirty.filter) this.markRows();
    if (dirty.incidents) this.lastIncidentMonth = this.latestMonth();
    if (dirty.incidents || dirty.filter || dirty.period || dirty.zones || dirty.overlaps) this.tally();
    this.map.draw(dirty);
    this.time.draw(dirty);
    this.tables.draw(dirty);
    if (dirty.incidents || dirty.filter || dirty.period || dirty.zones || dirty.overlaps) this.tell.counts();
    this.tell.state();
  }

  private applyToPage(): void {
    document.documentElement.lang = this.language;
    document.documentElement.dataset.theme = this.state.theme ?? 'auto';
  }

  private markRows(): void {
    const { columns } = this.store;
    if (this.fails.length < columns.length) this.fails = new Uint8Array(columns.lon.length);
    markIncidents(columns, this.state, this.matches, this.fails);
    this.counter.reset(this.fails);
  }

  private tally(): void {
    const [from, until] = this.period;
    const [first, end] = this.axis;
    this.incidents = this.counter.tally(from, until, first, end - first);
    this.zones = tallyZones(this.store.zones.values(), this.state, from, until, this.zoneMatches);
    this.overlaps = visibleOverlaps(this.store.overlaps.values(), this.store.zones, this.state, from, until);
  }

  private latestMonth(): number {
    const { month, length } = this.store.columns;
    let latest = 0;
    for (let row = 0; row < length; row++) if (month[row] > latest) latest = month[row];
    return latest;
  }

  private partLoaded(part: Part): void {
    // Zones and lanes take their colours from the actors.
    if (part === 'actors') this.state = this.normal(this.state);
    this.mark({
      incidents: part === 'incidents', zones: part === 'deployments' || part === 'actors',
      overlaps: part === 'overlaps' || part === 'deployments', mandates: part === 'mandates', selection: true,
    });
  }

  /** Asks the server which records hold the words: it knows the inflections, and the columns here hold no texts. */
  private search(): void {
    const words = this.state.q;
    if (words === this.matchesFor) return;
    this.searching?.abort();
    this.searching = null;
    if (!words) {
      [this.matches, this.zoneMatches, this.matchesFor] = [null, null, ''];
      this.mark({ filter: true });
      return;
    }
    const aborter = (this.searching = new AbortController());
    const told = (detail: string) => this.tell.trouble('search', detail);
    Promise.all([findWords(words, told, aborter.signal), findZones(words, told, aborter.signal), this.loaded])
      .then(([ids, zones]) => {
        this.zoneMatches = new Set(zones);
        this.matches = new Set(ids.map(id => this.store.columns.find(id)).filter(row => row >= 0));
        this.matchesFor = words;
        this.tell.trouble('search', null);
        this.mark({ filter: true });
      })
      .catch((error: unknown) => {
        if (!aborter.signal.aborted) told(String(error instanceof Error ? error.message : error));
      });
  }

  select(selection: Selection | null): void {
    if (JSON.stringify(selection) !== JSON.stringify(this.state.selection)) this.update({ selection }, 'push');
  }

  // --- live ---

  private applying: Promise<void> = Promise.resolve();

  /** Applies a committed transaction, after those before it and after the first load. */
  applyChanges(batch: ChangeBatch): Promise<void> {
    this.applying = Promise.all([this.applying, this.loaded]).then(async () => {
      const applied = await applyBatch(this.store, batch, change => this.fetchRecord(change));
      this.mark({ incidents: applied.incidents, zones: applied.deployments || applied.actors, mandates: applied.mandates, selection: true });
      for (const [lon, lat] of applied.places.slice(0, 12)) this.map.pulse(lon, lat);
      if ((applied.incidents || applied.deployments) && this.state.q) {
        this.matchesFor = '';
        this.search();
      }
    });
    return this.applying;
  }

  private async fetchRecord(change: RecordChange): Promise<unknown> {
    try {
      const url = `/api/${change.layer}/${encodeURIComponent(change.id)}`;
      return await fetchJson(url, detail => this.tell.trouble('change', detail));
    } catch (error) {
      // It has been deleted since.
      if (error instanceof Refused && (error.status === 404 || error.status === 410)) return null;
      throw error;
    } finally {
      this.tell.trouble('change', null);
    }
  }

  reload(): Promise<void> {
    return this.store.load();
  }
}
