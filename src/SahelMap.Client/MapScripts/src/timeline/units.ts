import { monthOf, monthStart } from '../days.ts';

/** What one bar of the histogram stands for, and what a handle moves by. */
export const UNITS = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** The fewest pixels at which bars of a unit can be told apart and gripped. */
const LEAST_PIXELS: Record<Unit, number> = { day: 6, week: 7, month: 1.8, year: 0 };
const DAYS: Record<Unit, number> = { day: 1, week: 7, month: 30.44, year: 365.25 };

export const unitFor = (pixelsPerDay: number): Unit => UNITS.find(unit => DAYS[unit] * pixelsPerDay >= LEAST_PIXELS[unit])!;

/** The number of the unit that a day lies in; weeks begin on Monday, and 1970 began on a Thursday. */
export function unitOf(unit: Unit, day: number): number {
  if (unit === 'day') return day;
  if (unit === 'week') return Math.floor((day + 3) / 7);
  return unit === 'month' ? monthOf(day) : Math.floor(monthOf(day) / 12);
}

/** First day of a unit. */
export function unitStart(unit: Unit, n: number): number {
  if (unit === 'day') return n;
  if (unit === 'week') return 7 * n - 3;
  return monthStart(unit === 'month' ? n : 12 * n);
}

/** The boundary so many units on, or back; from within a unit the first step goes to its own end, or its own beginning. */
export function boundaryFrom(unit: Unit, day: number, by: number): number {
  const n = unitOf(unit, day);
  return unitStart(unit, n + by + (by < 0 && unitStart(unit, n) < day ? 1 : 0));
}

/** The same day so many units later: the 31st of a month becomes the last of a shorter one. */
export function addUnits(unit: Unit, day: number, by: number): number {
  if (unit === 'day' || unit === 'week') return day + by * DAYS[unit];
  const month = monthOf(day);
  const target = month + by * (unit === 'year' ? 12 : 1);
  return Math.min(monthStart(target) + day - monthStart(month), monthStart(target + 1) - 1);
}

/** The first days of the units that cover [from, until), and the day after the last. */
export function unitStarts(unit: Unit, from: number, until: number): Int32Array {
  const first = unitOf(unit, from);
  const count = unitOf(unit, until - 1) - first + 1;
  return Int32Array.from({ length: count + 1 }, (_, n) => unitStart(unit, first + n));
}

