import { unitFor, unitOf, unitStart, type Unit } from './units.ts';

/** Days to pixels along the one axis that histogram, lanes and mandates share. Time runs to the right in every language. */
export class TimeScale {
  readonly unit: Unit;

  /**
   * @param from first day on the axis
   * @param until first day after it
   */
  constructor(readonly from: number, readonly until: number, readonly left: number, readonly right: number) {
    this.unit = unitFor(this.pixelsPerDay);
  }

  get pixelsPerDay(): number {
    return (this.right - this.left) / Math.max(1, this.until - this.from);
  }

  /** Off the plot where the day is off the axis. */
  x(day: number): number {
    return this.left + (day - this.from) * this.pixelsPerDay;
  }

  /** As x, but no further than the ends of the plot. */
  clip(day: number): number {
    return Math.min(this.right, Math.max(this.left, this.x(day)));
  }

  /** With its fraction. */
  dayAt(x: number): number {
    return this.from + (x - this.left) / this.pixelsPerDay;
  }

  /** First day of the unit that a pixel lies in. */
  startAt(x: number): number {
    const day = Math.min(this.until - 1, Math.max(this.from, Math.floor(this.dayAt(x))));
    return unitStart(this.unit, unitOf(this.unit, day));
  }

  /** The boundary of units nearest to a pixel. */
  boundaryAt(x: number): number {
    const day = Math.min(this.until, Math.max(this.from, this.dayAt(x)));
    const n = unitOf(this.unit, Math.floor(day));
    const [start, end] = [unitStart(this.unit, n), unitStart(this.unit, n + 1)];
    return day - start < end - day ? start : end;
  }
}

/** Fewest days that an axis is zoomed to. */
const LEAST_DAYS = 14;

/** The part of an axis that is looked at, moved and zoomed within the whole. Null is the whole. */
export type Span = [number, number] | null;

/** @param factor below 1 looks closer. @param about the day that stays where it is */
export function zoomed(span: Span, whole: readonly [number, number], factor: number, about: number): Span {
  const [from, until] = span ?? whole;
  const length = Math.round(Math.min(whole[1] - whole[0], Math.max(LEAST_DAYS, (until - from) * factor)));
  const share = Math.min(1, Math.max(0, (about - from) / (until - from)));
  return fitted([Math.round(about - share * length), Math.round(about - share * length) + length], whole);
}

export function panned(span: Span, whole: readonly [number, number], days: number): Span {
  return span && fitted([span[0] + Math.round(days), span[1] + Math.round(days)], whole);
}

/** Moves a span just so far that a day is on it, with some room before or after. */
export function revealing(span: Span, whole: readonly [number, number], day: number): Span {
  if (!span || (day >= span[0] && day <= span[1])) return span;
  const room = (span[1] - span[0]) / 8;
  return panned(span, whole, day < span[0] ? day - span[0] - room : day - span[1] + room);
}

/** Shows all of a period, with a little before and after it. */
export function around(from: number, until: number, whole: readonly [number, number]): Span {
  const room = Math.max((until - from) * 0.06, (LEAST_DAYS - (until - from)) / 2);
  return fitted([Math.floor(from - room), Math.ceil(until + room)], whole);
}

/** Within the whole, as long as it is where there is room. */
function fitted([from, until]: [number, number], whole: readonly [number, number]): Span {
  const length = until - from;
  if (length >= whole[1] - whole[0]) return null;
  const start = Math.min(whole[1] - length, Math.max(whole[0], from));
  return [start, start + length];
}
