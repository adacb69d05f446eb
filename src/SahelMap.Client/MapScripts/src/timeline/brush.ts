import { monthOf, monthStart } from '../days.ts';
import type { Texts } from '../texts.ts';
import { monthInWords, periodInWords } from '../wording.ts';
import type { TimeScale } from './scale.ts';

type Part = 'start' | 'end' | 'window';
type OnPeriod = (from: number, until: number) => void;

/**
 * The period as a window over the histogram: two handles and the window itself, each moved by pointer or by keys.
 * It moves in whole months; a period given otherwise is shown as it is.
 */
export class Brush {
  readonly element = document.createElement('div');
  private readonly window = part('sm-brush-window');
  private readonly start = part('sm-brush-handle sm-brush-start');
  private readonly end = part('sm-brush-handle sm-brush-end');
  private scale!: TimeScale;
  private from = 0;
  private until = 0;

  constructor(private readonly texts: Texts, private readonly onPeriod: OnPeriod, private readonly onWhole: () => void) {
    this.element.className = 'sm-brush';
    this.element.append(this.window, this.start, this.end);
    this.element.addEventListener('pointerdown', event => this.drag(event));
    this.element.addEventListener('dblclick', () => this.onWhole());
    for (const [name, element] of this.parts()) element.addEventListener('keydown', event => this.key(event, name));
  }

  private parts(): [Part, HTMLElement][] {
    return [['start', this.start], ['window', this.window], ['end', this.end]];
  }

  /** Puts the window where the period is. */
  place(scale: TimeScale, from: number, until: number): void {
    this.scale = scale;
    [this.from, this.until] = [from, until];
    const [a, b] = [scale.x(from), scale.x(until)];
    Object.assign(this.window.style, { left: `${a}px`, width: `${Math.max(2, b - a)}px` });
    this.start.style.left = `${a}px`;
    this.end.style.left = `${b}px`;
    const last = monthOf(until - 1);
    this.describe(this.start, 'time.start', monthOf(from), monthInWords(monthOf(from), this.texts.language));
    this.describe(this.end, 'time.end', last, monthInWords(last, this.texts.language));
    this.describe(this.window, 'time.window', monthOf(from), periodInWords(from, until, this.texts.language));
  }

  private describe(element: HTMLElement, label: string, month: number, words: string): void {
    const values = {
      'aria-label': this.texts.get(label), 'aria-valuemin': String(this.scale.firstMonth), 'aria-valuemax': String(this.scale.endMonth - 1),
      'aria-valuenow': String(this.scale.clamp(month)), 'aria-valuetext': words, 'data-words': words,
    };
    for (const [name, value] of Object.entries(values)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  private set(fromMonth: number, endMonth: number): void {
    const from = monthStart(this.scale.clamp(Math.min(fromMonth, endMonth)));
    const until = monthStart(this.scale.clamp(Math.max(fromMonth, endMonth)));
    if (until <= from || (from === this.from && until === this.until)) return;
    // At once, not with the next drawing: a second key may come before it, and a screen reader reads the value now.
    this.place(this.scale, from, until);
    this.onPeriod(from, until);
  }

  private drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    const target = event.target as HTMLElement;
    const xOf = (e: PointerEvent) => e.clientX - this.element.getBoundingClientRect().left;
    const startX = xOf(event);
    const [fromMonth, endMonth] = this.months();
    const whole = fromMonth <= this.scale.firstMonth && endMonth >= this.scale.endMonth;
    const grip: Part | 'new' = target === this.start ? 'start' : target === this.end ? 'end' : target === this.window && !whole ? 'window' : 'new';
    const anchor = this.scale.boundaryAt(startX);
    let moved = false;
    const move = (e: PointerEvent) => {
      const x = xOf(e);
      if (!moved && Math.abs(x - startX) < 4) return;
      moved = true;
      const month = this.scale.boundaryAt(x);
      if (grip === 'start') this.set(Math.min(month, endMonth - 1), endMonth);
      else if (grip === 'end') this.set(fromMonth, Math.max(month, fromMonth + 1));
      else if (grip === 'new') this.set(anchor, month === anchor ? anchor + 1 : month);
      else this.shift(fromMonth, endMonth, month - anchor);
    };
    const stop = () => {
      this.element.removeEventListener('pointermove', move);
      this.element.classList.remove('sm-dragging');
      if (!moved && target === this.element && !whole) {
        // A click beside the window brings the window there.
        const length = endMonth - fromMonth;
        const first = this.scale.monthAt(startX) - Math.floor(length / 2);
        this.shift(first, first + length, 0);
      }
    };
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add('sm-dragging');
    this.element.addEventListener('pointermove', move);
    this.element.addEventListener('pointerup', stop, { once: true });
    this.element.addEventListener('pointercancel', stop, { once: true });
    (grip === 'new' ? this.window : target).focus({ preventScroll: true });
    event.preventDefault();
  }

  private months(): [number, number] {
    return [monthOf(this.from), monthOf(this.until - 1) + 1];
  }

  /** Moves the window by months; at an end of the axis it stops without growing shorter. */
  private shift(fromMonth: number, endMonth: number, by: number): void {
    const least = this.scale.firstMonth - fromMonth;
    const most = this.scale.endMonth - endMonth;
    const step = Math.max(least, Math.min(most, by));
    this.set(fromMonth + step, endMonth + step);
  }

  private key(event: KeyboardEvent, part: Part): void {
    const steps: Record<string, number> = {
      ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e5, End: 1e5,
    };
    if (event.key === 'Escape') this.onWhole();
    else if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const by = steps[event.key] * (event.shiftKey && event.key.startsWith('Arrow') ? 12 : 1);
      const [fromMonth, endMonth] = this.months();
      if (part === 'start') this.set(Math.min(this.scale.clamp(fromMonth + by), endMonth - 1), endMonth);
      else if (part === 'end') this.set(fromMonth, Math.max(this.scale.clamp(endMonth + by), fromMonth + 1));
      else this.shift(fromMonth, endMonth, by);
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
