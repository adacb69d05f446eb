import type { Language } from '../texts.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

/** Ticks of one axis with as many decimals as tell the closest two apart. */
export function ticksInWords(ticks: (number | null)[], language: Language): string[] {
  const shown = ticks.filter(tick => tick !== null);
  const step = shown.length > 1 ? Math.min(...shown.slice(1).map((tick, n) => Math.abs(tick - shown[n]))) : 1;
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return ticks.map(tick => (tick === null ? '' : tick.toLocaleString(LOCALES[language], { minimumFractionDigits: digits, maximumFractionDigits: digits })));
}

/** A value with three figures that mean something. */
export function valueInWords(value: number, language: Language): string {
  return value.toLocaleString(LOCALES[language], { maximumSignificantDigits: value >= 1000 ? 21 : 3, maximumFractionDigits: value >= 1000 ? 0 : undefined });
}

/**
 * How far an axis goes. The estimates are always on it; an interval that is many times wider than all of them, as a place
 * with hardly any exposure gives, runs off the edge instead of pressing the others flat.
 */
export function reach(values: (number | null | undefined)[], highs: (number | null | undefined)[]): number {
  const most = Math.max(0, ...values.filter(v => v !== null && v !== undefined));
  const high = Math.max(most, ...highs.filter(v => v !== null && v !== undefined));
  const end = most > 0 ? Math.min(high, most * 4) : high;
  return end > 0 ? end * 1.06 : 1;
}
