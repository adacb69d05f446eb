import { monthOf, monthStart } from '../days.ts';

export const STEPS = [1, 3, 12] as const;
export const SPEEDS = [1, 2, 4] as const;
const TICK_MS = 900;

interface Axis {
  firstMonth: number;
  endMonth: number;
}

/** Moves the period along the axis, a step at a time. Starts with a window of one step where the whole period is chosen. */
export class Player {
  step: number = STEPS[0];
  speed: number = SPEEDS[1];
  private timer = 0;

  constructor(
    private readonly axis: () => Axis, private readonly period: () => [number, number],
    private readonly onPeriod: (from: number, until: number) => void, private readonly onPlaying: (playing: boolean) => void) {}

  get playing(): boolean {
    return this.timer !== 0;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else this.start();
  }

  start(): void {
    const { firstMonth, endMonth } = this.axis();
    const [from, until] = this.months();
    if (from <= firstMonth && until >= endMonth) this.set(firstMonth, firstMonth + this.step);
    else if (until >= endMonth) this.set(firstMonth, firstMonth + (until - from));
    this.schedule();
    this.onPlaying(true);
  }

  stop(): void {
    if (!this.playing) return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.onPlaying(false);
  }

  private schedule(): void {
    this.timer = window.setTimeout(() => {
      const { endMonth } = this.axis();
      const [from, until] = this.months();
      const by = Math.min(this.step, endMonth - until);
      if (by <= 0) return this.stop();
      this.set(from + by, until + by);
      this.schedule();
    }, TICK_MS / this.speed);
  }

  private months(): [number, number] {
    const [from, until] = this.period();
    return [monthOf(from), monthOf(until - 1) + 1];
  }

  private set(fromMonth: number, endMonth: number): void {
    this.onPeriod(monthStart(fromMonth), monthStart(endMonth));
  }
}
