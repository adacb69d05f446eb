// Days as whole numbers since 1970-01-01 and months as year * 12 + month: cheap to compare, bin and keep in typed arrays.

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day number of an ISO day, or null when it is not one ("2023-02-30" is not). */
export function parseDay(text: string | null | undefined): number | null {
  const parts = text ? ISO_DAY.exec(text) : null;
  if (!parts) return null;
  const day = dayOf(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return formatDay(day) === text ? day : null;
}

export function formatDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** @param month 0 = January; may run over, as in Date.UTC. */
export function dayOf(year: number, month: number, dayOfMonth: number): number {
  return Math.floor(Date.UTC(year, month, dayOfMonth) / 86_400_000);
}

/** year * 12 + month (0 = January), by arithmetic alone: it runs once for each of a million rows. */
export function monthOf(day: number): number {
  // Days of the civil calendar from a March-based year: Howard Hinnant, "chrono-compatible low-level date algorithms".
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10;
  return (yearOfEra + era * 400 + (month <= 1 ? 1 : 0)) * 12 + month;
}

/** First day of a month. */
export function monthStart(month: number): number {
  return dayOf(Math.floor(month / 12), month % 12, 1);
}

export const today = () => Math.floor(Date.now() / 86_400_000);
