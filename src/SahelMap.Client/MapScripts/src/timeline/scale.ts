import { monthOf, monthStart } from '../days.ts';

/** Days to pixels along the one axis that histogram, lanes and mandates share. Time runs to the right in every language. */
export class TimeScale {
  readonly from: number;
  readonly until: number;

  /**
   * @param firstMonth first month on the axis
   * @param endMonth first month after it
   */
  constructor(readonly firstMonth: number, readonly endMonth: number, readonly left: number, readonly right: number) {
    this.from = monthStart(firstMonth);
    this.until = monthStart(endMonth);
  }

  x(day: number): number {
    const share = (day - this.from) / (this.until - this.from);
    return this.left + Math.min(1, Math.max(0, share)) * (this.right - this.left);
  }

  /** The month boundary nearest to a pixel. */
  boundaryAt(x: number): number {
    const day = this.dayAt(x);
    const month = monthOf(day);
    const [start, end] = [monthStart(month), monthStart(month + 1)];
    return this.clamp(day - start < end - day ? month : month + 1);
  }

  /** The month that a pixel lies in. */
  monthAt(x: number): number {
    return Math.min(this.endMonth - 1, this.clamp(monthOf(Math.floor(this.dayAt(x)))));
  }

  clamp(month: number): number {
    return Math.min(this.endMonth, Math.max(this.firstMonth, month));
  }

  private dayAt(x: number): number {
    return this.from + ((x - this.left) / (this.right - this.left)) * (this.until - this.from);
  }
}

/** Years to write below the axis: as many as fit. */
export function yearTicks(scale: TimeScale, room: number): { day: number; year: number; labelled: boolean }[] {
  const years: { day: number; year: number; labelled: boolean }[] = [];
  const perYear = (12 * (scale.right - scale.left)) / Math.max(1, scale.endMonth - scale.firstMonth);
  const step = [1, 2, 5, 10, 20].find(n => n * perYear >= room) ?? 50;
  for (let year = Math.ceil(scale.firstMonth / 12); year * 12 < scale.endMonth; year++) {
    years.push({ day: monthStart(year * 12), year, labelled: year % step === 0 });
  }
  return years;
}
