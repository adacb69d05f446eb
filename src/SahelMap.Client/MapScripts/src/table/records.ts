import type { App } from '../app.ts';
import { parseDay } from '../days.ts';
import type { Selection } from '../state.ts';
import { filterParams } from '../state.ts';
import type { OverlapProperties } from '../vocabulary.ts';
import { dayInWords, shortName } from '../wording.ts';
import { actorMark } from './incidents.ts';
import type { Cell, Column, Rows } from './rows.ts';

type Value = string | number | null;

/** Rows of which there are some thousands at most: each is made whole, and a comparing sort is quick enough. */
abstract class RecordRows<T> implements Rows {
  descending = false;
  protected list: T[] = [];

  constructor(protected readonly app: App, public by: string) {}

  abstract readonly columns: Column[];
  abstract value(record: T, by: string): Value;
  abstract cells(at: number): Cell[];
  abstract selection(at: number): Selection;
  abstract indexOf(selection: Selection): number;
  abstract refresh(): void | Promise<void>;

  get length(): number {
    return this.list.length;
  }

  sort(by: string, descending: boolean): void {
    [this.by, this.descending] = [by, descending];
    const collator = new Intl.Collator(this.app.language, { sensitivity: 'base', numeric: true });
    const keyed = this.list.map(record => ({ record, key: this.value(record, by) }));
    const sign = descending ? -1 : 1;
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null); // what is not known comes last
      return sign * (typeof a.key === 'number' ? a.key - Number(b.key) : collator.compare(a.key, String(b.key)));
    });
    this.list = keyed.map(({ record }) => record);
  }

  complete(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected column(key: string, width: string, numeric = false): Column {
    return { key, label: this.app.texts.get(`map.table.${key}`), width, numeric, sortable: true };
  }

  protected actor(code: string): Cell {
    const actor = this.app.store.actors.get(code);
    return { text: shortName(code, actor, this.app.texts), mark: actorMark(actor?.colour, this.app.theme) };
  }

  protected day(day: number | null): Cell {
    return { text: day === null ? this.app.texts.get('map.table.ongoing') : dayInWords(day, this.app.language) };
  }
}

export class DeploymentRows extends RecordRows<string> {
  constructor(app: App) {
    super(app, 'from');
  }

  get columns(): Column[] {
    return [
      this.column('actor', '150px'), this.column('name', 'minmax(200px, 2fr)'), this.column('kind', '160px'), this.column('norm', '190px'),
      this.column('from', '150px'), this.column('last', '150px'), this.column('place', 'minmax(110px, 1fr)'), this.column('source', '108px'),
    ];
  }

  refresh(): void {
    this.list = [...this.app.zones.visible];
    this.sort(this.by, this.descending);
  }

  private zone(id: string) {
    return this.app.store.zones.get(id)!;
  }

  value(id: string, by: string): Value {
    const zone = this.zone(id);
    const { texts, store } = this.app;
    const p = zone.properties;
    switch (by) {
      case 'actor': return shortName(p.actor, store.actors.get(p.actor), this.app.texts);
      case 'kind': return texts.get(`map.kind.${p.kind}`);
      case 'norm': return texts.get(`time.norm.${p.role}`);
      case 'from': return zone.from;
      case 'last': return zone.until ?? Number.MAX_SAFE_INTEGER;
      case 'place': return p.place;
      case 'source': return p.dataset;
      default: return texts.of(p.name, p.nameFr);
    }
  }

  cells(at: number): Cell[] {
    const zone = this.zone(this.list[at]);
    const p = zone.properties;
    const { texts } = this.app;
    return [
      this.actor(p.actor), { text: texts.of(p.name, p.nameFr) }, { text: texts.get(`map.kind.${p.kind}`) }, { text: texts.get(`time.norm.${p.role}`) },
      this.day(zone.from), this.day(zone.until === null ? null : zone.until - 1), { text: p.place ?? '–' }, { text: p.dataset ?? '–' },
    ];
  }

  selection(at: number): Selection {
    return { kind: 'deployment', id: this.list[at] };
  }

  indexOf({ kind, id }: Selection): number {
    return kind === 'deployment' ? this.list.indexOf(id) : -1;
  }
}

type Pair = OverlapProperties & { id: string; days: number; civilianDeaths: number };

/** Pairs with their figures under the filter, as the server counts them: the same answer that the list of overlaps reads. */
export class OverlapRows extends RecordRows<Pair> {
  private asked = '';

  constructor(app: App) {
    super(app, 'km2');
    this.descending = true;
  }

  get columns(): Column[] {
    return [
      this.column('poc', '136px'), this.column('pocName', 'minmax(160px, 1fr)'), this.column('ct', '136px'), this.column('ctName', 'minmax(160px, 1fr)'),
      this.column('from', '146px'), this.column('last', '146px'), this.column('days', '76px', true), this.column('km2', '96px', true),
      this.column('incidents', '86px', true), this.column('civilianDeaths', '84px', true),
    ];
  }

  async refresh(): Promise<void> {
    const { state, period } = this.app;
    const query = new URLSearchParams(filterParams({ ...state, from: period[0] })).toString().replaceAll('%2C', ',');
    this.asked = query;
    const response = await fetch(`/api/overlaps?geometry=none${query ? `&${query}` : ''}`);
    if (!response.ok || this.asked !== query) return;
    this.list = ((await response.json()) as { features: { properties: Pair }[] }).features.map(feature => feature.properties);
    this.sort(this.by, this.descending);
  }

  value(pair: Pair, by: string): Value {
    switch (by) {
      case 'poc': return this.actor(pair.pocActor).text;
      case 'ct': return this.actor(pair.ctActor).text;
      case 'pocName': return this.app.texts.of(pair.pocName, pair.pocNameFr);
      case 'ctName': return this.app.texts.of(pair.ctName, pair.ctNameFr);
      case 'from': return parseDay(pair.from);
      case 'last': return parseDay(pair.until) ?? Number.MAX_SAFE_INTEGER;
      case 'days': return pair.days;
      case 'incidents': return pair.incidents;
      case 'civilianDeaths': return pair.civilianDeaths;
      default: return pair.km2;
    }
  }

  cells(at: number): Cell[] {
    const pair = this.list[at];
    const { texts } = this.app;
    const until = parseDay(pair.until);
    return [
      this.actor(pair.pocActor), { text: texts.of(pair.pocName, pair.pocNameFr) }, this.actor(pair.ctActor), { text: texts.of(pair.ctName, pair.ctNameFr) },
      this.day(parseDay(pair.from)), this.day(until === null ? null : until - 1), { text: texts.number(pair.days) }, { text: texts.number(pair.km2, pair.km2 < 10 ? 1 : 0) },
      { text: texts.number(pair.incidents) }, { text: texts.number(pair.civilianDeaths) },
    ];
  }

  selection(at: number): Selection {
    return { kind: 'overlap', id: this.list[at].id };
  }

  indexOf({ kind, id }: Selection): number {
    return kind === 'overlap' ? this.list.findIndex(pair => pair.id === id) : -1;
  }
}
