import { monthOf, monthStart } from './days.ts';
import type { Language, Texts } from './texts.ts';
import type { Unit } from './timeline/units.ts';
import type { Actor, DatePrecision } from './vocabulary.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

export function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' })));
  return found;
}

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric' };
const instant = (day: number) => new Date(day * 86_400_000);

/** An actor's short name: where French has another, that. */
export const shortName = (code: string, actor: Actor | undefined, texts: Texts) => texts.or(`map.short.${code}`, actor?.shortName ?? code);

/** "15 March 2022", "1er mars 2022". */
export function dayInWords(day: number, language: Language): string {
  return firstOfMonth(format(language, DAY).format(instant(day)), language);
}

/** "March 2022". */
export function monthInWords(month: number, language: Language): string {
  return format(language, MONTH).format(instant(monthStart(month)));
}

/** What one bar of the histogram stands for: "5 March 2022", "week of 7 March 2022", "March 2022", "2022". */
export function unitInWords(unit: Unit, start: number, texts: Texts): string {
  if (unit === 'year') return yearsInWords(start, start);
  if (unit === 'month') return monthInWords(monthOf(start), texts.language);
  const day = dayInWords(start, texts.language);
  return unit === 'week' ? texts.get('time.weekOf', day) : day;
}

/**
 * A half-open span of days in words, to the precision that is known: the last day shown is the last day inside.
 * A date known to the month never shows a day.
 */
export function spanInWords(from: number, until: number, precision: DatePrecision, texts: Texts): string {
  const last = until - 1;
  const { language } = texts;
  switch (precision) {
    case 'Day':
    case 'DayRange':
      return daysInWords(from, last, language);
    case 'Week':
      return texts.get('time.week', daysInWords(from, last, language));
    case 'Month':
      return monthsInWords(from, last, language);
    case 'Year':
      return yearsInWords(from, last);
    case 'Unknown':
      return texts.get('time.unknown', yearsInWords(from, last));
  }
}

/** A period in whole months where it is that, else in days: "January 2019 – December 2020"; short: "Jan 2019 – Dec 2020". */
export function periodInWords(from: number, until: number, language: Language, short = false): string {
  const whole = monthStart(monthOf(from)) === from && monthStart(monthOf(until)) === until;
  return whole ? monthsInWords(from, until - 1, language, short) : daysInWords(from, until - 1, language, short);
}

/** A deployment's presence: its last day, or that it goes on. */
export function presenceInWords(from: number, until: number | null, texts: Texts): string {
  return until === null
    ? texts.get('time.since', dayInWords(from, texts.language))
    : daysInWords(from, until - 1, texts.language);
}

function daysInWords(from: number, last: number, language: Language, short = false): string {
  const options = short ? { ...DAY, month: 'short' as const } : DAY;
  return tidy(format(language, options).formatRange(instant(from), instant(Math.max(from, last))), language);
}

function monthsInWords(from: number, last: number, language: Language, short = false): string {
  const options = short ? { ...MONTH, month: 'short' as const } : MONTH;
  return tidy(format(language, options).formatRange(instant(from), instant(last)), language);
}

function yearsInWords(from: number, last: number): string {
  const [a, b] = [Math.floor(monthOf(from) / 12), Math.floor(monthOf(last) / 12)];
  return a === b ? String(a) : `${a}–${b}`;
}

/** Browsers differ in the spaces around a range's dash. */
function tidy(range: string, language: Language): string {
  return firstOfMonth(range.replace(/[\u2009\u202f]/g, ' '), language);
}

/** French writes the first of a month as an ordinal. */
function firstOfMonth(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/(^|[\s–])1(?=[\s–])/g, before => `${before}er`) : text;
}
