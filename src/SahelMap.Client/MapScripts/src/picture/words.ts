import type { App } from '../app.ts';
import { today } from '../days.ts';
import type { Span } from '../state.ts';
import { periodCounts, type PeriodCounts } from '../wire.ts';
import { dayInWords, periodInWords, shortName } from '../wording.ts';

/** What a picture of the map says beside the map, so that it can be read without the page. */
export interface Words {
  title: string;
  /** One line for each period that is shown, the first alone without its letter. */
  periods: string[];
  filter: string;
  /** What must not be overlooked: synthetic data, approximate areas. */
  warnings: string[];
  sources: string;
  made: string;
  link: string;
}

/** @param sources as the map's own line of sources names them, with their licences */
export function wordsOf(app: App, sources: readonly string[], link: string): Words {
  const { texts, state, zones, incidents, store } = app;
  const second = state.compare ? app.compare.second : null;
  const shown = second ? [app, second] : [app];
  const synthetic = shown.some(one => one.incidents.synthetic + one.zones.synthetic > 0);
  const approximate = state.layers.includes('zones') && shown.some(one => [...one.zones.visible].some(id => store.zones.get(id)?.properties.approximate));
  const records = zones.shown > 0 || incidents.shown > 0 || second !== null ? [texts.get('map.picture.records')] : [];
  const [from, until] = app.period;
  return {
    title: titleOf(app),
    periods: second
      ? [`A: ${line(app, { from, until }, periodCounts(app))}`, `B: ${line(app, state.compare!, periodCounts(second))}`]
      : [line(app, { from, until }, periodCounts(app))],
    filter: filterInWords(app),
    warnings: [...(synthetic ? [texts.get('map.picture.synthetic')] : []), ...(approximate ? [texts.get('map.picture.approximate')] : [])],
    sources: texts.get('map.picture.sources', [...records, ...sources].join(' · ')),
    made: texts.get('map.picture.made', dayInWords(today(), texts.language)),
    link,
  };
}

function titleOf({ texts, state }: App): string {
  const named = (['zones', 'overlaps', 'incidents'] as const).filter(layer => state.layers.includes(layer)).map(layer => texts.get(`map.picture.${layer}`));
  if (named.length === 0) return texts.get('map.picture.nothing');
  const list = new Intl.ListFormat(texts.language, { type: 'conjunction' }).format(named);
  return texts.get('map.picture.title', list.charAt(0).toLocaleUpperCase(texts.language) + list.slice(1));
}

/** "January 2017 – December 2017: 412 incidents, 1,204 deaths (640 of civilians), 23 deployments in force, 12 overlaps". */
function line({ texts }: App, { from, until }: Span, counts: PeriodCounts): string {
  const deaths = texts.get('map.picture.deaths', texts.count('map.tip.deaths', counts.deaths), counts.civilianDeaths);
  const parts = [texts.count('map.picture.countIncidents', counts.incidents), deaths, texts.count('map.picture.countZones', counts.deployments), texts.count('map.picture.countOverlaps', counts.overlaps)];
  return texts.get('map.picture.of', periodInWords(from, until, texts.language), parts.join(', '));
}

/** Every choice in force but the period, in the reader's words. */
export function filterInWords({ texts, state, store }: App): string {
  const parts: string[] = [];
  const add = (key: string, values: readonly string[]) => values.length > 0 && parts.push(texts.get(key, values.join(', ')));
  add('map.picture.actors', state.actors.map(code => shortName(code, store.actors.get(code), texts)));
  add('map.picture.norms', state.roles.map(role => texts.get(`time.norm.${role}`)));
  add('map.picture.kinds', state.kinds.map(kind => texts.get(`map.kind.${kind}`).toLocaleLowerCase(texts.language)));
  add('map.picture.types', state.types.map(type => texts.get(`map.type.${type}`).toLocaleLowerCase(texts.language)));
  const countries = new Intl.DisplayNames(texts.language, { type: 'region' });
  add('map.picture.places', [...state.countries.map(code => countries.of(code) ?? code), ...state.regions.map(id => id.slice(id.indexOf('/') + 1))]);
  add('map.picture.datasets', state.sources.map(name => texts.or(`map.picture.dataset.${name}`, name)));
  if (state.minDeaths > 0) parts.push(texts.count('map.picture.minDeaths', state.minDeaths));
  add('map.picture.words', state.q ? [texts.get('map.picture.quoted', state.q)] : []);
  return parts.length > 0 ? texts.get('map.picture.filter', parts.join(' · ')) : texts.get('map.picture.noFilter');
}
