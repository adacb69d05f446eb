import { formatDay, parseDay } from './days.ts';
import type { Language } from './texts.ts';
import { DEPLOYMENT_KINDS, INCIDENT_TYPES, NORMS, type DeploymentKind, type IncidentType, type Norm } from './vocabulary.ts';

export type Theme = 'light' | 'dark';
export const LAYERS = ['zones', 'incidents', 'overlaps', 'labels'] as const;
export type LayerName = (typeof LAYERS)[number];
/** How incidents are drawn, and what clusters and hexagons are weighed by. */
export const SHOWS = ['points', 'clusters', 'bins'] as const;
export type Show = (typeof SHOWS)[number];
export const WEIGHTS = ['incidents', 'deaths'] as const;
export type Weight = (typeof WEIGHTS)[number];
export const SELECTABLE = ['incident', 'deployment', 'overlap', 'mandate', 'actor'] as const;
export type Selection = { kind: (typeof SELECTABLE)[number]; id: string };
export const TABLES = ['incidents', 'deployments', 'overlaps'] as const;
export type TableName = (typeof TABLES)[number];
export type View = { lon: number; lat: number; zoom: number };
/** Day numbers; until is the first day outside. */
export type Span = { from: number; until: number };

/** What the address bar says. An empty list restricts nothing; null is "not said": the default holds. */
export interface State {
  view: View | null;
  /** Day numbers; until is the first day outside. */
  from: number | null;
  until: number | null;
  actors: string[];
  roles: Norm[];
  types: IncidentType[];
  kinds: DeploymentKind[];
  sources: string[];
  /** ISO 3166 codes of two letters. */
  countries: string[];
  /** Ids of first-level regions: "ML/Gao". */
  regions: string[];
  minDeaths: number;
  q: string;
  /** The days that the time axis is zoomed to, as [from, until); null: all of them. */
  span: [number, number] | null;
  /** The period beside the first one, under the same filters; null: none is compared. */
  compare: Span | null;
  layers: LayerName[];
  show: Show;
  weigh: Weight;
  selection: Selection | null;
  panel: string | null;
  /** What the table under the map lists; null: there is none. */
  table: TableName | null;
  /** The choices of the analysis panel, in C#'s words. */
  analysis: string | null;
  lang: Language | null;
  theme: Theme | null;
  /** Parameters that are not ours; they stay in the address. */
  others: [string, string][];
}

/** Where the records begin and, unless later ones exist, end: 2012-01 … 2024-01. */
export const DEFAULT_FROM = parseDay('2012-01-01')!;
export const DEFAULT_UNTIL = parseDay('2024-01-01')!;
/** Mali, Burkina Faso and western Niger: what one sees first. */
export const DEFAULT_BOUNDS: [number, number, number, number] = [-9.2, 10.6, 6.2, 22.6];

/** As much as fits into a request line beside the rest of the address. */
const LONGEST_ANALYSIS = 6000;

const ACTOR_CODE = /^[A-Za-z0-9-]{2,40}$/;
const OURS = new Set(['view', 'from', 'until', 'actor', 'role', 'type', 'kind', 'source', 'country', 'admin1', 'minDeaths', 'q', 'axis', 'compare', 'layers', 'show', 'weigh', 'sel', 'panel', 'table', 'analysis', 'lang', 'theme']);

/** Reads a query string. What cannot be understood counts as not said: an old or mangled link still opens the map. */
export function parseState(search: string): State {
  const params = new URLSearchParams(search);
  let from = parseDay(params.get('from'));
  let until = parseDay(params.get('until'));
  if ((from ?? DEFAULT_FROM) >= (until ?? Infinity)) from = until = null;
  return {
    view: parseView(params.get('view')),
    from,
    until,
    actors: list(params.get('actor')).filter(code => ACTOR_CODE.test(code)),
    roles: known(params.get('role'), NORMS),
    types: known(params.get('type'), INCIDENT_TYPES),
    kinds: known(params.get('kind'), DEPLOYMENT_KINDS),
    sources: list(params.get('source')),
    countries: list(params.get('country')?.toUpperCase() ?? null).filter(code => /^[A-Z]{2}$/.test(code)),
    regions: list(params.get('admin1')).filter(id => /^[A-Z]{2}\/.+$/.test(id)),
    minDeaths: /^\d{1,6}$/.test(params.get('minDeaths') ?? '') ? Number(params.get('minDeaths')) : 0,
    q: (params.get('q') ?? '').trim(),
    span: parseAxis(params.get('axis')),
    compare: parseSpan(params.get('compare')),
    layers: params.has('layers') ? LAYERS.filter(layer => list(params.get('layers')).includes(layer)) : [...LAYERS],
    show: one(params.get('show'), SHOWS) ?? 'points',
    weigh: one(params.get('weigh'), WEIGHTS) ?? 'incidents',
    selection: parseSelection(params.get('sel')),
    panel: /^[a-z][a-z-]{0,30}$/.test(params.get('panel') ?? '') ? params.get('panel') : null,
    table: one(params.get('table'), TABLES),
    analysis: (params.get('analysis') ?? '').length <= LONGEST_ANALYSIS ? params.get('analysis') || null : null,
    lang: one(params.get('lang'), ['en', 'fr']),
    theme: one(params.get('theme'), ['light', 'dark']),
    others: [...params].filter(([name]) => !OURS.has(name)),
  };
}

/** The query string without its question mark; empty when everything is at its default. */
export function serialiseState(state: State): string {
  const parts: string[] = [];
  const add = (name: string, value: string | null) => {
    // Commas, colons, semicolons and slashes may stand as they are in a query; escaped they make a link unreadable.
    if (value !== null && value !== '') parts.push(`${name}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%3B/g, ';')}`);
  };
  if (state.view) add('view', [state.view.lon.toFixed(4), state.view.lat.toFixed(4), state.view.zoom.toFixed(2)].map(n => String(Number(n))).join(','));
  for (const [name, value] of filterParams(state)) add(name, value);
  if (state.span) add('axis', state.span.map(formatDay).join(','));
  if (state.compare) add('compare', formatSpan(state.compare));
  if (state.layers.length < LAYERS.length) add('layers', state.layers.join(',') || 'none');
  if (state.show !== 'points') add('show', state.show);
  if (state.weigh !== 'incidents') add('weigh', state.weigh);
  if (state.selection) add('sel', `${state.selection.kind}:${state.selection.id}`);
  add('panel', state.panel);
  add('table', state.table);
  add('analysis', state.analysis);
  add('lang', state.lang);
  add('theme', state.theme);
  for (const [name, value] of state.others) add(name, value);
  return parts.join('&');
}

/** The filter as the API spells it; the same words stand in the address bar. */
export function filterParams(state: State): [string, string][] {
  const all: [string, string | null][] = [
    ['from', state.from === null ? null : formatDay(state.from)],
    ['until', state.until === null ? null : formatDay(state.until)],
    ['actor', state.actors.join(',')],
    ['role', state.roles.join(',')],
    ['type', state.types.join(',')],
    ['kind', state.kinds.join(',')],
    ['country', state.countries.join(',')],
    ['admin1', state.regions.join(',')],
    ['minDeaths', state.minDeaths > 0 ? String(state.minDeaths) : null],
    ['source', state.sources.join(',')],
    ['q', state.q],
  ];
  return all.filter((pair): pair is [string, string] => !!pair[1]);
}

function parseView(text: string | null): View | null {
  const parts = text?.split(',') ?? [];
  const [lon, lat, zoom] = parts.map(Number);
  const good = parts.length === 3 && parts.every(p => p.trim() !== '') && Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22;
  return good ? { lon, lat, zoom } : null;
}

function parseAxis(text: string | null): [number, number] | null {
  const [from, until] = (text ?? '').split(',').map(parseDay);
  return from != null && until != null && from < until ? [from, until] : null;
}

/** "2018-01-01..2019-01-01": the second day is the first outside. */
export function parseSpan(text: string | null): Span | null {
  const [from, until, ...rest] = (text ?? '').split('..').map(parseDay);
  return rest.length === 0 && from !== null && from !== undefined && until !== null && until !== undefined && from < until ? { from, until } : null;
}

export const formatSpan = ({ from, until }: Span) => `${formatDay(from)}..${formatDay(until)}`;

export function parseSelection(text: string | null): Selection | null {
  const parts = /^([a-z]+):(.+)$/.exec(text ?? '');
  return parts && selectionOf(parts[1], parts[2]);
}

/** Null where there is no such kind, or the id has not its form. */
export function selectionOf(name: string | null, named: string | null): Selection | null {
  const kind = one(name, SELECTABLE);
  if (!kind || !named) return null;
  const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const shape = kind === 'actor' ? ACTOR_CODE : new RegExp(kind === 'overlap' ? `^${uuid}_${uuid}$` : `^${uuid}$`);
  const id = kind === 'actor' ? named : named.toLowerCase();
  return shape.test(id) ? { kind, id } : null;
}

const list = (text: string | null) => [...new Set((text ?? '').split(',').map(item => item.trim()).filter(item => item !== ''))];

function one<T extends string>(text: string | null, accepted: readonly T[]): T | null {
  return accepted.find(item => item === text) ?? null;
}

/** The named members, in the vocabulary's order. All of them is the same as none: no restriction. */
function known<T extends string>(text: string | null, accepted: readonly T[]): T[] {
  const named = list(text);
  const found = accepted.filter(item => named.includes(item));
  return found.length === accepted.length ? [] : found;
}
