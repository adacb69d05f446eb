import { COUNTED_ELSEWHERE, NOT_STATED, SYNTHETIC } from '../data/columns.ts';
import type { Store } from '../data/store.ts';
import { inkOf, overlapColour, TYPE_COLOURS } from '../palette.ts';
import type { Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { DATE_PRECISIONS, IMPRECISE_FROM, INCIDENT_TYPES } from '../vocabulary.ts';
import { presenceInWords, shortName, spanInWords } from '../wording.ts';
import { nameOf } from '../layers/zones.ts';
import type { Contents } from './gathering.ts';
import type { Hit } from './pick.ts';

/** What a tooltip says of what lies under the pointer: a colour and lines, the first its heading. */
export function describe(hit: Exclude<Hit, { kind: 'cell' }>, store: Store, texts: Texts, theme: Theme): { colour: string | null; lines: string[] } | null {
  if (hit.kind === 'incident') return { colour: TYPE_COLOURS[INCIDENT_TYPES[store.columns.type[hit.row]]], lines: incidentLines(hit.row, store, texts) };
  if (hit.kind === 'overlap') {
    const overlap = store.overlaps.get(hit.id);
    if (!overlap) return null;
    const p = overlap.properties;
    const lines = [
      `${texts.of(p.pocName, p.pocNameFr)} × ${texts.of(p.ctName, p.ctNameFr)}`,
      texts.get('map.tip.shared', texts.number(p.km2, p.km2 < 10 ? 1 : 0)),
      presenceInWords(overlap.from, overlap.until, texts),
    ];
    if (p.approximate) lines.push(texts.get('map.tip.approximate'));
    if (p.synthetic) lines.push(texts.get('map.tip.synthetic'));
    return { colour: overlapColour(theme), lines };
  }
  const zone = store.zones.get(hit.id);
  if (!zone) return null;
  const { actor: code, kind, approximate, synthetic } = zone.properties;
  const actor = store.actors.get(code);
  const lines = [nameOf(zone, texts), `${shortName(code, actor, texts)} · ${texts.get(`map.kind.${kind}`)}`, presenceInWords(zone.from, zone.until, texts)];
  if (approximate) lines.push(texts.get('map.tip.approximate'));
  if (synthetic) lines.push(texts.get('map.tip.synthetic'));
  return { colour: actor?.colour ? inkOf(actor.colour, theme) : null, lines };
}

function incidentLines(row: number, store: Store, texts: Texts): string[] {
  const c = store.columns;
  const lines = [
    texts.get(`map.type.${INCIDENT_TYPES[c.type[row]]}`),
    spanInWords(c.from[row], c.until[row], DATE_PRECISIONS[c.datePrecision[row]], texts),
    c.deaths[row] === NOT_STATED ? texts.get('map.tip.deathsNotStated') : texts.count('map.tip.deaths', c.deaths[row]),
  ];
  if (c.geoPrecision[row] >= IMPRECISE_FROM) lines.push(texts.get('map.tip.imprecise'));
  if (c.flags[row] & COUNTED_ELSEWHERE) lines.push(texts.get('map.tip.countedElsewhere'));
  if (c.flags[row] & SYNTHETIC) lines.push(texts.get('map.tip.synthetic'));
  return lines;
}

/** What a cluster or hexagon holds; the first line is the heading. */
export function heldLines(held: Contents, texts: Texts): string[] {
  return [
    texts.count('map.held', held.incidents),
    texts.count('map.tip.deaths', held.deaths) + (held.civilianDeaths > 0 ? texts.get('map.held.civilians', held.civilianDeaths) : ''),
    ...INCIDENT_TYPES.map((type, n) => (held.byType[n] > 0 ? `${texts.get(`map.type.${type}`)} ${texts.number(held.byType[n])}` : '')).filter(Boolean),
    spanInWords(held.from, held.until, 'Month', texts),
  ];
}
