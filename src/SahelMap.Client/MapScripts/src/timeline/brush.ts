import type { Texts } from '../texts.ts';
import { dayInWords, periodInWords, unitInWords } from '../wording.ts';
import type { TimeScale } from './scale.ts';
import { boundaryFrom, unitOf, unitStart, type Unit } from './units.ts';

export type Grip = 'start' | 'end' | 'window';

export interface BrushEvents {
  /** @param moved the edge that was taken, for the axis to keep in sight */
  onPeriod(from: number, until: number, moved: Grip): void;
  onWhole(): void;
  /** A handle has the keyboard's focus (its name) or lost it (null). */
  onFocus(grip: Grip | null): void;
}

/** How many units one goes with Shift or a page key. */
const LEAPS: Record<Unit, number> = { day: 7, week: 4, month: 12, year: 5 };

/**
 * The period as a window over the histogram: two handles and the window itself, each moved by pointer or by keys.
 * It moves in whole units of the axis; a period given otherwise is shown as it is.
 */
export class Brush {
  readonly element = document.createElement('div');
  private readonly grips: Record<Grip, HTMLElement> = { start: part('sm-brush-handle sm-brush-start'), window: part('sm-brush-window'), end: part('sm-brush-handle sm-brush-end') };
  private scale!: TimeScale;
  private whole: readonly [number, number] = [0, 1];
  private from = 0;
  private until = 0;
  /** Ends a drag where it is. */
  release: () => void = () => {};

  constructor(private readonly texts: Texts, private readonly events: BrushEvents) {
    const { start, window, end } = this.grips;
    this.element.className = 'sm-brush';
    this.element.append(window, start, end);
    this.element.addEventListener('pointerdown', event => this.drag(event));
    this.element.addEventListener('dblclick', () => this.events.onWhole());
    for (const grip of ['start', 'window', 'end'] as const) {
      this.grips[grip].addEventListener('keydown', event => this.key(event, grip));
      this.grips[grip].addEventListener('focus', () => this.events.onFocus(grip));
      this.grips[grip].addEventListener('blur', () => this.events.onFocus(null));
    }
  }

  /** Puts the window where the period is. @param whole the first day that a period may have, and the first that it may not */
  place(scale: TimeScale, whole: readonly [number, number], from: number, until: number): void {
    [this.scale, this.whole, this.from, this.until] = [scale, whole, from, until];
    const { start, window, end } = this.grips;
    const [a, b] = [scale.clip(from), scale.clip(until)];
    window.style.left = `${a}px`;
    window.style.width = `${Math.max(2, b - a)}px`;
    start.style.left = `${a}px`;
    end.style.left = `${b}px`;
    // A handle whose day is off the axis waits at its end, and looks so.
    start.classList.toggle('sm-off', from < scale.from || from > scale.until);
    end.classList.toggle('sm-off', until > scale.until || until < scale.from);
    this.describe('start', 'time.start', from, this.dayWords(from, from));
    this.describe('end', 'time.end', until - 1, this.dayWords(until - 1, until));
    this.describe('window', 'time.window', from, periodInWords(from, until, this.texts.language));
  }

  /** In the axis' unit where the day is its boundary, else the day itself. */
  private dayWords(day: number, boundary: number): string {
    const { unit } = this.scale;
    const start = unitStart(unit, unitOf(unit, day));
    const atBoundary = unitStart(unit, unitOf(unit, boundary)) === boundary;
    return atBoundary && unit !== 'week' ? unitInWords(unit, start, this.texts) : dayInWords(day, this.texts.language);
  }

  private describe(grip: Grip, label: string, day: number, words: string): void {
    const element = this.grips[grip];
    const set = (name: string, value: string) => element.getAttribute(name) !== value && element.setAttribute(name, value);
    set('aria-label', this.texts.get(label));
    set('aria-valuemin', String(this.whole[0]));
    set('aria-valuemax', String(this.whole[1] - 1));
    set('aria-valuenow', String(Math.min(this.whole[1] - 1, Math.max(this.whole[0], day))));
    set('aria-valuetext', words);
  }

  private set(from: number, until: number, grip: Grip): void {
    const [first, end] = this.whole;
    [from, until] = [Math.max(first, Math.min(from, until)), Math.min(end, Math.max(from, until))];
    if (until <= from || (from === this.from && until === this.until)) return;
    // At once, not with the next drawing: a second key may come before it, and a screen reader reads the value now.
    this.place(this.scale, this.whole, from, until);
    this.events.onPeriod(from, until, grip);
  }

  /** Moves the window; at an end of the axis it stops without growing shorter. */
  private shift(from: number, until: number, by: number): void {
    const step = Math.max(this.whole[0] - from, Math.min(this.whole[1] - until, by));
    this.set(from + step, until + step, 'window');
  }

  private drag(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const { scale, from, until } = this;
    const target = event.target as HTMLElement;
    const left = this.element.getBoundingClientRect().left;
    const startX = event.clientX - left;
    // Nothing beside the window can be seen: a drag draws a new one.
    const covers = from <= scale.from && until >= scale.until;
    const grip = (['start', 'end', 'window'] as const).find(name => this.grips[name] === target && !(name === 'window' && covers)) ?? 'new';
    const anchor = scale.boundaryAt(startX);
    const next = (day: number, by: number) => boundaryFrom(scale.unit, day, by);
    let moved = false;
    const move = (e: PointerEvent) => {
      const x = e.clientX - left;
      if (!moved && Math.abs(x - startX) < 4) return;
      moved = true;
      const day = scale.boundaryAt(x);
      if (grip === 'start') this.set(Math.min(day, next(until, -1)), until, grip);
      else if (grip === 'end') this.set(from, Math.max(day, next(from, 1)), grip);
      else if (grip === 'new') this.set(anchor, day === anchor ? next(anchor, 1) : day, 'window');
      else this.shiftTo(from, until, anchor, day);
    };
    const stop = () => {
      const clicked = !moved;
      this.release();
      // A click beside the window brings the window there.
      if (clicked && target === this.element) this.shiftTo(from, until, scale.boundaryAt(scale.x((from + until) / 2)), anchor);
    };
    this.release = () => {
      this.element.removeEventListener('pointermove', move);
      this.element.classList.remove('sm-dragging');
      moved = true; // what ends now was no click
    };
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add('sm-dragging');
    this.element.addEventListener('pointermove', move);
    this.element.addEventListener('pointerup', stop, { once: true });
    this.element.addEventListener('pointercancel', stop, { once: true });
    (grip === 'new' ? this.grips.window : target).focus({ preventScroll: true });
    event.preventDefault();
  }

  /** Moves the window by whole units, so that one of whole months stays one of whole months. */
  private shiftTo(from: number, until: number, anchor: number, day: number): void {
    const { unit } = this.scale;
    const by = unitOf(unit, day) - unitOf(unit, anchor);
    const aligned = [from, until].every(edge => unitStart(unit, unitOf(unit, edge)) === edge);
    if (!aligned) this.shift(from, until, day - anchor);
    else this.shiftUnits(from, until, by);
  }

  private shiftUnits(from: number, until: number, by: number): void {
    const { scale: { unit }, whole } = this;
    const [first, end] = [unitOf(unit, from), unitOf(unit, until)];
    const least = Math.min(0, unitOf(unit, whole[0]) - first);
    const most = Math.max(0, unitOf(unit, whole[1]) - end);
    const step = Math.max(least, Math.min(most, by));
    this.set(unitStart(unit, first + step), unitStart(unit, end + step), 'window');
  }

  private key(event: KeyboardEvent, grip: Grip): void {
    const { unit } = this.scale;
    const leap = LEAPS[unit];
    const steps: Record<string, number> = {
      ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -leap, PageUp: leap, Home: -Infinity, End: Infinity,
    };
    if (event.key === 'Escape') this.events.onWhole();
    else if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const by = steps[event.key] * (event.shiftKey && event.key.startsWith('Arrow') ? leap : 1);
      const { from, until, whole: [first, end] } = this;
      const to = (day: number) => (by === -Infinity ? first : by === Infinity ? end : boundaryFrom(unit, day, by));
      if (grip === 'start') this.set(Math.min(Math.max(first, to(from)), boundaryFrom(unit, until, -1)), until, grip);
      else if (grip === 'end') this.set(from, Math.max(Math.min(end, to(until)), boundaryFrom(unit, from, 1)), grip);
      else if (Number.isFinite(by)) this.shiftTo(from, until, from, boundaryFrom(unit, from, by));
      else this.shift(from, until, by < 0 ? first - from : end - until);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function part(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.tabIndex = 0;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-orientation', 'horizontal');
  return element;
}
