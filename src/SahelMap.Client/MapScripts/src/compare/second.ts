import type { App, Dirty } from '../app.ts';
import { Aggregate, incidentQuery } from '../data/aggregate.ts';
import { IncidentCounter, type IncidentTally } from '../data/counter.ts';
import { tallyZones, type ZoneTally } from '../data/filter.ts';
import { visibleOverlaps } from '../data/zones.ts';
import { faceOf, type MakeMap } from '../face.ts';
import type { MapPart } from '../mappart.ts';
import { periodInWords } from '../wording.ts';
import { Divider } from './divider.ts';
import sheet from './second.css';

/**
 * The second period beside the first: another map on the same view, cut off left of a line that the reader moves. It has the
 * page's filters, data and selection, and counts with the page's own tally. This file is fetched when two periods are compared.
 */
export class Second {
  incidents!: IncidentTally;
  zones!: ZoneTally;
  overlaps: Set<string> = new Set();
  readonly part: MapPart;
  private readonly counter = new IncidentCounter();
  /** Where the page holds no incidents the server counts this period too. */
  private readonly aggregate: Aggregate;
  private readonly container = document.createElement('div');
  private readonly sides = [side('sm-side-a', 'A'), side('sm-side-b', 'B')] as const;
  private readonly divider: Divider;
  private readonly tooltip: Element | null;
  private following = false;

  constructor(private readonly app: App, makeMap: MakeMap) {
    styleOnce();
    const main = document.getElementById('map')!;
    this.container.className = 'sm-second';
    this.divider = new Divider(main, app.texts, () => this.place());
    main.append(this.container, ...this.sides, this.divider.element);
    this.aggregate = new Aggregate(() => app.mark({ compare: true }), detail => app.tell.trouble('compare', detail));
    this.counter.index(app.store.columns, app.groups);
    this.counter.reset(app.marks);
    this.count();
    const self = this;
    // A second context that cannot be had leaves the first map as it is.
    const trouble = (cause: string, detail: string | null) => cause === 'webgl' && app.tell.trouble('compare', detail);
    this.part = makeMap(faceOf(app, {
      get period() { return self.period; },
      get aggregated() { return self.aggregated; },
      get incidents() { return self.incidents; },
      get zones() { return self.zones; },
      get overlaps() { return self.overlaps; },
      tell: Object.create(app.tell, { trouble: { value: trouble } }) as App['tell'],
    }), this.container, { incidents: app.map.canvas?.incidents });
    // What is told of a place beside the line may reach over it.
    this.tooltip = this.container.querySelector('.sm-tooltip');
    if (this.tooltip) main.append(this.tooltip);
    this.lock();
    app.map.twin = this.part;
    this.part.showAsIn(app.map);
    this.place();
  }

  /** The second period; until is the first day outside. */
  get period(): [number, number] {
    const { from, until } = this.app.state.compare ?? { from: 0, until: 1 };
    return [from, until];
  }

  get aggregated(): App['aggregated'] {
    const { aggregated, state } = this.app;
    return aggregated && { ...aggregated, query: incidentQuery(state, ...this.period) };
  }

  /** How much of the map's width the first period has, 0 … 1. */
  get share(): number {
    return this.divider.share / 100;
  }

  private lock(): void {
    const [first, second] = [this.app.map.canvas?.map, this.part.canvas?.map];
    if (!first || !second) return;
    const follow = (leader: typeof first, follower: typeof first) => () => {
      if (this.following) return;
      this.following = true;
      follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() });
      this.following = false;
    };
    first.on('move', this.leading = follow(first, second));
    second.on('move', follow(second, first));
    this.leading();
  }

  private leading = () => {};

  private count(): void {
    const { app } = this;
    const [from, until] = this.period;
    const asked = this.aggregated;
    if (asked) this.aggregate.ask(asked.query, asked.version);
    this.incidents = (asked ? this.aggregate.tally : null) ?? this.counter.tally(from, until);
    this.zones = tallyZones(app.store.zones.values(), app.state, app.inPlaces, from, until, app.finder.zoneMatches);
    this.overlaps = visibleOverlaps(app.store.overlaps.values(), app.store.zones, app.state, from, until);
  }

  draw(dirty: Dirty): void {
    const { app } = this;
    if (dirty.incidents) this.counter.index(app.store.columns, app.groups);
    if (dirty.incidents || dirty.filter) this.counter.reset(app.marks);
    if (dirty.incidents || dirty.filter || dirty.compare || dirty.zones || dirty.overlaps) this.count();
    this.part.draw({ ...dirty, period: dirty.compare });
    if (dirty.compare || dirty.period || dirty.look) this.place();
  }

  private place(): void {
    const { share } = this.divider;
    const { language } = this.app.texts;
    const periods = [this.app.period, this.period];
    this.sides.forEach((element, n) => {
      const words = periodInWords(...periods[n], language, true);
      const label = element.querySelector('span')!;
      if (label.textContent !== words) label.textContent = words;
    });
    const [a, b] = periods.map(period => periodInWords(...period, language));
    // Two maps, two names: MapLibre makes each canvas a region.
    this.part.canvas?.map.getCanvas().setAttribute('aria-label', this.app.texts.get('map.compare.second', b));
    this.divider.describe(a, b);
    this.container.style.clipPath = `inset(0 0 0 ${share}%)`;
    document.getElementById('map')!.style.setProperty('--sm-share', `${share}%`);
  }

  remove(): void {
    this.app.map.twin = null;
    this.app.map.canvas?.map.off('move', this.leading);
    this.part.remove();
    for (const element of [this.container, ...this.sides, this.divider.element, this.tooltip]) element?.remove();
  }
}

function side(className: string, letter: string): HTMLElement {
  const element = document.createElement('div');
  element.className = `sm-side ${className}`;
  element.append(Object.assign(document.createElement('b'), { textContent: letter }), document.createElement('span'));
  return element;
}

let styled = false;
function styleOnce(): void {
  if (styled) return;
  styled = true;
  document.head.append(Object.assign(document.createElement('style'), { textContent: sheet }));
}
