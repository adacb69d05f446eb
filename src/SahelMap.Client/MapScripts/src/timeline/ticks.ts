import type { Language } from '../texts.ts';
import { format } from '../wording.ts';
import { unitOf, unitStart, type Unit } from './units.ts';
import type { TimeScale } from './scale.ts';

export interface Tick {
  day: number;
  label: string;
  /** Begins a larger unit: a year among months, a month among days. */
  strong: boolean;
}

const STEPS: [Unit, number][] = [['day', 1], ['day', 2], ['week', 1], ['week', 2], ['month', 1], ['month', 3], ['month', 6], ['year', 1], ['year', 2], ['year', 5], ['year', 10], ['year', 20], ['year', 50]];
const DAYS: Record<Unit, number> = { day: 1, week: 7, month: 30.44, year: 365.25 };

/**
 * What is written below the axis: the finest steps for which there is room. The first says what larger unit it is in.
 * @param room pixels that a label takes
 */
export function ticksOf(scale: TimeScale, room: number, language: Language, compact: boolean): Tick[] {
  const [unit, step] = STEPS.find(([unit, n]) => n * DAYS[unit] * scale.pixelsPerDay >= room * (unit === 'year' ? 1 : 1.25)) ?? STEPS.at(-1)!;
  const ticks: Tick[] = [];
  for (let n = Math.ceil(unitOf(unit, scale.from) / step) * step; unitStart(unit, n) < scale.until; n += step) {
    const day = unitStart(unit, n);
    if (day >= scale.from) ticks.push({ day, ...labelOf(unit, day, language, compact, ticks.length === 0) });
  }
  return ticks;
}

function labelOf(unit: Unit, day: number, language: Language, compact: boolean, first: boolean): Omit<Tick, 'day'> {
  const date = new Date(day * 86_400_000);
  const write = (options: Intl.DateTimeFormatOptions) => format(language, options).format(date);
  const [year, newYear] = [String(date.getUTCFullYear()), date.getUTCMonth() === 0];
  if (unit === 'year') return { label: compact ? `’${year.slice(-2)}` : year, strong: false };
  if (unit === 'month') {
    return { label: newYear ? year : write(first ? { month: 'short', year: 'numeric' } : { month: 'short' }), strong: newYear };
  }
  const strong = date.getUTCDate() <= (unit === 'week' ? 7 : 1);
  return { label: write(first ? { day: 'numeric', month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }), strong };
}
