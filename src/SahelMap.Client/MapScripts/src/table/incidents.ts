import type { App } from '../app.ts';
import { NOT_STATED, SYNTHETIC } from '../data/columns.ts';
import { inkOf, NO_COLOUR, readableLine, TYPE_COLOURS } from '../palette.ts';
import type { Selection } from '../state.ts';
import { DATE_PRECISIONS, IMPRECISE_FROM, INCIDENT_TYPES } from '../vocabulary.ts';
import { shortName, spanInWords } from '../wording.ts';
import { MISSING, ranksOf, sortRows } from './order.ts';
import { TYPE_SIGNS, type Cell, type Column, type Rows } from './rows.ts';

interface Label {
  id: string;
  key: number;
  title: string;
  titleFr: string | null;
  place: string | null;
}

/** Labels kept at most; then all are forgotten, and what is seen is fetched again. */
const MOST_LABELS = 5000;
const AT_ONCE = 100;

/**
 * Incidents from the columns that the map holds: a million are sorted here, and nothing is asked for that but the titles and places of the
 * rows in sight.
 */
export class IncidentRows implements Rows {
  by = 'date';
  descending = true;
  private rows = new Int32Array(0);
  /** By row: a row number stays good. */
  private readonly labels = new Map<number, Label | null>();

  constructor(private readonly app: App) {}

  get columns(): Column[] {
    const { texts } = this.app;
    const column = (key: string, width: string, rest: Partial<Column> = {}): Column => ({ key, label: texts.get(`map.table.${key}`), width, sortable: true, ...rest });
    return [
      column('date', '144px'), column('type', '176px'), column('title', 'minmax(190px, 2fr)', { sortable: false }), column('place', 'minmax(110px, 1fr)', { sortable: false }),
      column('country', '104px'), column('actors', 'minmax(120px, 1fr)'), column('deaths', '76px', { numeric: true }), column('civilianDeaths', '84px', { numeric: true }),
      column('source', '98px'),
    ];
  }

  get length(): number {
    return this.rows.length;
  }

  refresh(): void {
    const { columns } = this.app.store;
    const { fails } = this.app;
    const [from, until] = this.app.period;
    const rows = new Int32Array(columns.length);
    let count = 0;
    for (let row = 0; row < columns.length; row++) if (fails[row] === 0 && columns.from[row] < until && columns.until[row] > from) rows[count++] = row;
    this.rows = rows.slice(0, count);
    this.order();
  }

  sort(by: string, descending: boolean): void {
    [this.by, this.descending] = [by, descending];
    this.order();
  }

  /** The latest first among equals. */
  private order(): void {
    const c = this.app.store.columns;
    const dates = (row: number) => c.from[row];
    if (this.by === 'date') return sortRows(this.rows, dates, this.descending);
    sortRows(this.rows, dates, true);
    sortRows(this.rows, this.key(), this.descending);
  }

  private key(): (row: number) => number {
    const c = this.app.store.columns;
    const { language, texts } = this.app;
    const ranked = (numbers: ArrayLike<number>, words: string[]) => {
      const ranks = ranksOf(words, language);
      return (row: number) => (words[numbers[row]] === '' ? MISSING : ranks[numbers[row]]);
    };
    switch (this.by) {
      case 'type': return ranked(c.type, INCIDENT_TYPES.map(type => texts.get(`map.type.${type}`)));
      case 'country': return ranked(c.country, c.countries.values.map(code => this.country(code)));
      case 'actors': return ranked(c.actors, c.actorSets.values.map(set => this.actors(set)));
      case 'source': return ranked(c.dataset, c.datasets.values.slice());
      case 'civilianDeaths': return row => (c.civilianDeaths[row] === NOT_STATED ? MISSING : c.civilianDeaths[row]);
      default: return row => (c.deaths[row] === NOT_STATED ? MISSING : c.deaths[row]);
    }
  }

  cells(at: number): Cell[] {
    const row = this.rows[at];
    const { store: { columns: c }, texts, theme } = this.app;
    const type = INCIDENT_TYPES[c.type[row]];
    const label = this.labels.get(row);
    const stated = (deaths: number): Cell => (deaths === NOT_STATED ? { text: '–', title: texts.get('map.tip.deathsNotStated') } : { text: texts.number(deaths) });
    const imprecise = c.geoPrecision[row] >= IMPRECISE_FROM;
    return [
      { text: spanInWords(c.from[row], c.until[row], DATE_PRECISIONS[c.datePrecision[row]], texts) },
      { text: texts.get(`map.type.${type}`), mark: { sign: TYPE_SIGNS[type], colour: readableLine(TYPE_COLOURS[type], theme) } },
      label ? { text: texts.of(label.title, label.titleFr) + (c.flags[row] & SYNTHETIC ? ` (${texts.get('map.tip.synthetic')})` : '') } : { text: label === null ? '–' : '', waiting: label === undefined },
      label ? { text: (imprecise ? '≈ ' : '') + (label.place ?? '–'), title: imprecise ? texts.get('map.tip.imprecise') : undefined } : { text: label === null ? '–' : '', waiting: label === undefined },
      { text: this.country(c.countries.values[c.country[row]]) || '–' },
      { text: this.actors(c.actorSets.values[c.actors[row]]) || '–' },
      stated(c.deaths[row]), stated(c.civilianDeaths[row]),
      { text: c.datasets.values[c.dataset[row]] },
    ];
  }

  private readonly regions = new Map<string, Intl.DisplayNames>();

  private country(code: string): string {
    const { language } = this.app;
    if (!this.regions.has(language)) this.regions.set(language, new Intl.DisplayNames(language, { type: 'region' }));
    return /^[A-Z]{2}$/.test(code) ? (this.regions.get(language)!.of(code) ?? code) : code;
  }

  private actors(set: string): string {
    return set.split(';').filter(Boolean).map(code => shortName(code, this.app.store.actors.get(code), this.app.texts)).join(', ');
  }

  selection(at: number): Selection {
    return { kind: 'incident', id: this.app.store.columns.idOf(this.rows[at]) };
  }

  indexOf(selection: Selection): number {
    const row = selection.kind === 'incident' ? this.app.store.columns.find(selection.id) : -1;
    return row < 0 ? -1 : this.rows.indexOf(row);
  }

  async complete(first: number, end: number): Promise<boolean> {
    const { columns } = this.app.store;
    const missing = [...this.rows.subarray(first, Math.min(end, first + AT_ONCE))].filter(row => !this.labels.has(row));
    if (missing.length === 0) return false;
    const response = await fetch(`/api/incidents/labels?ids=${missing.map(row => columns.idOf(row)).join(',')}`);
    if (!response.ok) return false;
    if (this.labels.size > MOST_LABELS) this.labels.clear();
    for (const row of missing) this.labels.set(row, null);
    for (const label of (await response.json()) as Label[]) {
      columns.ids.names.know(label.key, label.id);
      const row = columns.findKey(label.key);
      if (row >= 0) this.labels.set(row, label);
    }
    return true;
  }

  /** A changed record may have another title. */
  forget(): void {
    this.labels.clear();
  }
}

export const actorMark = (colour: string | null | undefined, theme: 'light' | 'dark') => ({ sign: '■', colour: inkOf(colour ?? NO_COLOUR, theme) });
