import { Aggregate, incidentQuery } from './data/aggregate.ts';
import { IncidentCounter, type IncidentTally } from './data/counter.ts';
import { tallyZones, type ZoneTally } from './data/filter.ts';
import { IncidentGroups } from './data/groups.ts';
import { IncidentMarks } from './data/marks.ts';
import { PlaceQuestion } from './data/places.ts';
import { Store, type Part } from './data/store.ts';
import { visibleOverlaps } from './data/zones.ts';
import { monthOf, monthStart, today } from './days.ts';
import { CompareDoor } from './compare/door.ts';
import { Finder } from './finder.ts';
import { AddressBar } from './history.ts';
import { Live } from './live.ts';
import { DEFAULT_FROM, DEFAULT_UNTIL, parseState, type Selection, type State, type Theme } from './state.ts';
import { Teller } from './teller.ts';
import { Texts, type Language } from './texts.ts';
import { MapDoor } from './map/door.ts';
import { Notices } from './map/notices.ts';
import type { PageMap } from './map/pagemap.ts';
import { StillMap } from './map/still.ts';
import { hearAge, keepForLater } from './offline.ts';
import { PictureDoor } from './picture/door.ts';
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
  /** The part of the time axis that is seen: nothing but the timeline depends on it. */
  span?: boolean;
  layers?: boolean;
  selection?: boolean;
  compare?: boolean;
}

/** .NET waits for it, see boot.js: the first data go before. */
const letOthersCome = () => window.dispatchEvent(new Event('sahelmap:loaded'));

/**
 * The page: state, data, map and timeline, and how one follows from the other. Every change goes through
 * <see cref="update"/> or marks something dirty; the next frame draws it.
 */
export class App {
  readonly texts = Texts.fromPage(document);
  readonly store: Store;
  map: PageMap;
  readonly maps: MapDoor;
  readonly notices: Notices;
  readonly time: TimePart;
  readonly compare: CompareDoor;
  readonly pictures: PictureDoor;
  readonly plots = new PlotDoor(this.texts, () => this.theme);
  readonly tables = new TableDoor(this);
  state = parseState(location.search);
  readonly tell = new Teller(this);
  incidents!: IncidentTally;
  zones!: ZoneTally;
  overlaps: Set<string> = new Set();
  /** The rows by what they are counted by, and which of them pass: for every count of them, whatever its period. */
  groups!: IncidentGroups;
  readonly marks = new IncidentMarks();
  private readonly counter = new IncidentCounter();
  private readonly aggregate = new Aggregate(() => this.mark({ filter: true }), detail => this.tell.trouble('counts', detail));
  /** Another for each state of the records that the server counts and draws. */
  private recordsVersion = 0;
  readonly places = new PlaceQuestion(
    () => this.mark({ filter: true }), detail => this.tell.trouble('places', detail));
  readonly loaded: Promise<void>;
  readonly finder = new Finder(this);
  readonly live = new Live(this);
  private dirty: Dirty = {};
  private scheduled = false;
  private piecesTimer = 0;
  /** Milliseconds that the last change took to count, and to count and draw. */
  took = { count: 0, all: 0 };
  private readonly address = new AddressBar(() => this.back());
  private readonly pageLanguage: Language = document.documentElement.lang === 'fr' ? 'fr' : 'en';
  private readonly darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.texts.language = this.language;
    this.applyToPage();
    this.store = new Store({
      onLoaded: part => this.partLoaded(part),
      onProgress: () => {
        this.notices.progress(this.store.progress);
        this.maps.check();
        this.tell.listener?.onProgress();
      },
      onTrouble: (part, detail) => {
        this.tell.trouble(part, detail);
        if (detail === null) return;
        this.maps.hurry();
        letOthersCome();
      },
    });
    const place = document.getElementById('map')!;
    const still = new StillMap(this, place);
    this.map = still;
    this.notices = new Notices(place, this.texts, () => void this.reload());
    this.maps = new MapDoor(this, still, place);
    this.time = new TimePart(this);
    this.compare = new CompareDoor(this);
    this.darkScheme.addEventListener('change', () => this.state.theme === null && this.mark({ look: true }));
    this.indexRows();
    this.markRows();
    this.tally();
    this.mark({ incidents: true, filter: true, period: true, zones: true, overlaps: true, mandates: true, selection: true, compare: true });
    this.loaded = this.store.load();
    void this.loaded.then(() => performance.mark('sahelmap:loaded'));
    void this.maps.open();
    void Promise.all([this.loaded, this.maps.drawn]).finally(letOthersCome);
    hearAge(received => this.tell.trouble('offline', received));
    this.pictures = new PictureDoor(this);
    this.finder.search();
    this.finder.findSelected();
    this.places.ask(this.state);
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
    const latest = Math.min(monthOf(this.marks.endDay - 1), monthOf(today())) + 1;
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
    const [first, end] = this.axis.map(monthStart);
    const { span } = state;
    return {
      ...state,
      actors: allActors ? [] : state.actors,
      from: state.from === DEFAULT_FROM ? null : state.from,
      until: state.until === end ? null : state.until,
      span: span && span[0] < end && span[1] > first && (span[0] > first || span[1] < end) ? [Math.max(first, span[0]), Math.min(end, span[1])] : null,
    };
  }

  private markDifference(before: State, after: State): void {
    const differs = (...names: (keyof State)[]) => names.some(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    this.mark({
      filter: differs('actors', 'roles', 'types', 'kinds', 'sources', 'countries', 'regions', 'minDeaths', 'q'),
      period: differs('from', 'until'),
      selection: differs('selection'),
      layers: differs('layers', 'show', 'weigh'),
      compare: differs('compare'),
      look: differs('lang', 'theme'),
      span: differs('span'),
    });
    if (differs('q')) this.finder.search();
    if (differs('selection')) this.finder.findSelected();
    if (differs('countries', 'regions')) this.places.ask(after);
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
    const began = performance.now();
    const dirty = this.dirty;
    this.dirty = {};
    this.scheduled = false;
    if (dirty.look) {
      this.texts.language = this.language;
      this.applyToPage();
      this.notices.write();
    }
    if (dirty.incidents) this.indexRows();
    if (this.store.aggregated && (dirty.incidents || dirty.filter || dirty.period)) this.askServer(dirty);
    if (dirty.incidents || dirty.filter) this.markRows();
    if (dirty.incidents || dirty.filter || dirty.period || dirty.zones || dirty.overlaps) this.tally();
    const counted = performance.now();
    this.maps.check();
    if (Object.keys(dirty).some(name => name !== 'span')) this.map.draw(dirty);
    this.compare.draw(dirty);
    this.time.draw(dirty);
    this.tables.draw(dirty);
    if (dirty.incidents || dirty.filter || dirty.period || dirty.zones || dirty.overlaps || dirty.compare) this.tell.counts();
    this.tell.state();
    this.took = { count: counted - began, all: performance.now() - began };
  }

  private applyToPage(): void {
    document.documentElement.lang = this.language;
    document.documentElement.dataset.theme = this.state.theme ?? 'auto';
  }

  /** What of the filter each row fails, the period aside. */
  get fails(): Uint8Array {
    return this.marks.fails;
  }

  /** Of which data sets incidents are shown. */
  get datasets(): ReadonlySet<string> {
    return new Set([...this.incidents.byDataset].filter(([, n]) => n > 0).map(([name]) => name));
  }

  /** Rows that pass every filter and lie inside the test, the latest first. */
  rowsWhere(test: (lon: number, lat: number) => boolean): number[] {
    const { store: { columns }, fails, period: [from, until] } = this;
    const rows: number[] = [];
    for (let row = 0; row < columns.length; row++) {
      if (fails[row] === 0 && columns.from[row] < until && columns.until[row] > from && test(columns.lon[row], columns.lat[row])) rows.push(row);
    }
    return rows.sort((a, b) => columns.from[b] - columns.from[a]);
  }

  /** Deployments in the countries and regions chosen; null: none is chosen. */
  get inPlaces(): ReadonlySet<string> | null {
    return this.places.found;
  }

  private indexRows(): void {
    const { columns } = this.store;
    this.groups = new IncidentGroups(columns);
    this.marks.index(columns, this.groups);
    this.counter.index(columns, this.groups);
  }

  private markRows(): void {
    this.marks.mark(this.state, this.finder.matches);
    if (this.store.aggregated && this.aggregate.days) this.marks.take(this.aggregate.days);
    this.counter.reset(this.marks);
  }

  /** What the server is asked for in place of the incidents: null while the page holds them. */
  get aggregated(): { query: string; version: number } | null {
    return this.store.aggregated ? { query: incidentQuery(this.state, ...this.period), version: this.recordsVersion } : null;
  }

  private askServer(dirty: Dirty): void {
    if (dirty.incidents) this.recordsVersion++;
    this.aggregate.ask(this.aggregated!.query, this.recordsVersion);
  }

  private tally(): void {
    const [from, until] = this.period;
    this.incidents = (this.store.aggregated ? this.aggregate.tally : null) ?? this.counter.tally(from, until);
    this.zones = tallyZones(this.store.zones.values(), this.state, this.inPlaces, from, until, this.finder.zoneMatches);
    this.overlaps = visibleOverlaps(this.store.overlaps.values(), this.store.zones, this.state, from, until);
  }

  private partLoaded(part: Part): void {
    // Zones and lanes take their colours from the actors.
    if (part === 'actors') this.state = this.normal(this.state);
    if (part === 'incidents') this.finder.findSelected();
    if (part === 'deployments') this.places.ask(this.state);
    // Each piece of a million rows would be sorted anew with all before it: twice a second is enough to see them come.
    if (part === 'incidents' && !this.store.progress.done) {
      this.piecesTimer ||= window.setTimeout(() => {
        this.piecesTimer = 0;
        this.mark({ incidents: true });
      }, 500);
      return;
    }
    this.mark({
      incidents: part === 'incidents', zones: part === 'deployments' || part === 'actors',
      overlaps: part === 'overlaps' || part === 'deployments', mandates: part === 'mandates', selection: true,
    });
  }

  /** @param selection of an incident, its key will do: the address is to hold its UUID. */
  select(selection: Selection | null): void {
    const id = selection?.kind === 'incident' ? this.store.columns.ids.names.uuidOf(selection.id) : selection?.id;
    if (selection && id === undefined) {
      this.map.ring(selection);
      void this.finder.name(selection.id).then(uuid => uuid && this.select({ kind: 'incident', id: uuid }));
      return;
    }
    if (selection && id) selection = { ...selection, id };
    if (JSON.stringify(selection) !== JSON.stringify(this.state.selection)) this.update({ selection }, 'push');
  }

  /** Once all has come that somebody waits for. */
  settled(): void {
    const idle = window.requestIdleCallback ?? ((work: () => void) => window.setTimeout(work, 2000)); // Safari
    idle(() => keepForLater(this.map.canvas?.map ?? null));
  }

  reload(): Promise<void> {
    void this.maps.open();
    return this.store.load();
  }
}
