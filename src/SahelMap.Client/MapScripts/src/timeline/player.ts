import { addUnits, type Unit } from './units.ts';

/** How far a step goes: so many units. */
export const STEPS = ['1 day', '1 week', '1 month', '3 month', '1 year'] as const;
export type Step = (typeof STEPS)[number];
export const SPEEDS = [1, 2, 4] as const;
/** The window moves, or its end alone, so that everything since its beginning adds up. */
export const MODES = ['window', 'sum'] as const;
export type Mode = (typeof MODES)[number];
const TICK_MS = 900;

/** Moves the period along the axis, a step at a time. Starts with a window of one step where the whole period is chosen. */
export class Player {
  step: Step = '1 month';
  speed: number = SPEEDS[1];
  mode: Mode = 'window';
  private timer = 0;

  constructor(
    private readonly axis: () => readonly [number, number], private readonly period: () => readonly [number, number],
    private readonly onPeriod: (from: number, until: number) => void, private readonly onPlaying: (playing: boolean) => void) {}

  get playing(): boolean {
    return this.timer !== 0;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else this.start();
  }

  start(): void {
    const [first, end] = this.axis();
    const [from, until] = this.period();
    const begin = from <= first ? first : from;
    if (until >= end) this.onPeriod(...(this.mode === 'sum' || from <= first ? ([begin, this.later(begin, 1)] as const) : ([first, first + until - from] as const)));
    this.schedule();
    this.onPlaying(true);
  }

  stop(): void {
    if (!this.playing) return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.onPlaying(false);
  }

  /** One step on or back. @returns whether there was room for it. */
  go(direction: 1 | -1): boolean {
    const [first, end] = this.axis();
    const [from, until] = this.period();
    if (from <= first && until >= end) {
      this.onPeriod(...(direction > 0 || this.mode === 'sum' ? ([first, this.later(first, 1)] as const) : ([this.later(end, -1), end] as const)));
      return true;
    }
    const next = stepped(from, until, direction, this.later, this.mode, first, end);
    if (!next) return false;
    this.onPeriod(...next);
    return true;
  }

  private readonly later = (day: number, direction: number): number => {
    const [count, unit] = this.step.split(' ') as [string, Unit];
    return addUnits(unit, day, Number(count) * direction);
  };

  private schedule(): void {
    this.timer = window.setTimeout(() => {
      if (this.go(1)) this.schedule();
      else this.stop();
    }, TICK_MS / this.speed);
  }
}

/** The period a step on or back; at an end of the axis it stops without growing shorter. Null: there is no room. */
export function stepped(
  from: number, until: number, direction: 1 | -1, later: (day: number, direction: number) => number, mode: Mode, first: number, end: number): [number, number] | null {
  if (mode === 'sum') {
    const next = Math.min(end, later(until, direction));
    return next === until || next <= from ? null : [from, next];
  }
  const edges: [number, number] = [later(from, direction), later(until, direction)];
  if (edges[0] < first) return from <= first ? null : [first, first + until - from];
  if (edges[1] > end) return until >= end ? null : [end - (until - from), end];
  return edges;
}
