import type { Texts } from '../texts.ts';
import { periodInWords } from '../wording.ts';
import { TOUCH } from './layout.ts';
import { panned, zoomed, type Span, type TimeScale } from './scale.ts';

export interface Navigable {
  readonly scale: TimeScale | null;
  readonly whole: readonly [number, number];
  readonly span: Span;
  /** The middle of the period: what keys look closer at. */
  readonly middle: number;
  onSpan(span: Span): void;
  /** A second finger: whatever the first was doing is off. */
  onPinch(): void;
}

/** Looks closer at the axis and moves along it: wheel and pinch over the plot, drag and keys on the axis itself. */
export class Navigator {
  /** The axis as something to grip. */
  readonly strip = document.createElement('div');
  private readonly fingers = new Map<number, number>();

  constructor(private readonly plot: HTMLElement, private readonly host: Navigable, private readonly texts: Texts) {
    this.strip.className = 'sm-axis';
    this.strip.tabIndex = 0;
    this.strip.setAttribute('role', 'slider');
    this.strip.setAttribute('aria-orientation', 'horizontal');
    this.strip.addEventListener('pointerdown', event => this.drag(event));
    this.strip.addEventListener('dblclick', () => host.onSpan(null));
    this.strip.addEventListener('keydown', event => this.key(event));
    plot.addEventListener('wheel', event => this.wheel(event), { passive: false });
    plot.addEventListener('pointerdown', event => this.touch(event), { capture: true });
    plot.addEventListener('keydown', event => this.zoomKey(event));
  }

  /** Puts the strip over the axis, and up into the histogram as far as it needs to be large enough to hit. */
  place(scale: TimeScale, axisTop: number, axisHeight: number): void {
    const { whole, span } = this.host;
    const [top, height] = [Math.min(axisTop, axisTop + axisHeight - TOUCH), Math.max(axisHeight, TOUCH)];
    this.strip.style.setProperty('--above', `${axisTop - top}px`);
    Object.assign(this.strip.style, { left: `${scale.left}px`, width: `${scale.right - scale.left}px`, top: `${top}px`, height: `${height}px` });
    this.strip.classList.toggle('sm-zoomed', span !== null);
    const values = {
      'aria-label': this.texts.get('time.axis'), 'aria-valuemin': String(whole[0]), 'aria-valuemax': String(whole[1] - 1),
      'aria-valuenow': String(scale.from), 'aria-valuetext': periodInWords(scale.from, scale.until, this.texts.language),
    };
    for (const [name, value] of Object.entries(values)) this.strip.setAttribute(name, value);
  }

  zoom(factor: number, about = this.host.middle): void {
    const { span, whole } = this.host;
    this.host.onSpan(zoomed(span, whole, factor, about));
  }

  private dayAt(clientX: number): number {
    const { scale } = this.host;
    return scale ? scale.dayAt(clientX - this.plot.getBoundingClientRect().left) : 0;
  }

  private wheel(event: WheelEvent): void {
    const { scale, span, whole } = this.host;
    if (!scale || event.altKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const by = (sideways ? event.deltaX || event.deltaY : event.deltaY) * lines;
    if (sideways) this.host.onSpan(panned(span, whole, by / scale.pixelsPerDay));
    else this.zoom(Math.exp(Math.max(-240, Math.min(240, by)) * 0.0022), this.dayAt(event.clientX));
  }

  private drag(event: PointerEvent): void {
    const { scale, span, whole } = this.host;
    if (!scale || event.button !== 0 || this.fingers.size > 1) return;
    const startX = event.clientX;
    const move = (e: PointerEvent) => this.fingers.size < 2 && this.host.onSpan(panned(span, whole, (startX - e.clientX) / scale.pixelsPerDay));
    const stop = () => this.strip.removeEventListener('pointermove', move);
    this.strip.setPointerCapture(event.pointerId);
    this.strip.addEventListener('pointermove', move);
    this.strip.addEventListener('pointerup', stop, { once: true });
    this.strip.addEventListener('pointercancel', stop, { once: true });
    this.strip.focus({ preventScroll: true });
    event.preventDefault();
  }

  /** Two fingers: what lay under each stays under it. */
  private touch(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    const { fingers } = this;
    fingers.set(event.pointerId, event.clientX);
    let held: [number, number] | null = null;
    if (fingers.size === 2) {
      this.host.onPinch();
      const [a, b] = [...fingers.values()];
      held = [this.dayAt(Math.min(a, b)), this.dayAt(Math.max(a, b))];
    }
    const move = (e: PointerEvent) => {
      if (!fingers.has(e.pointerId)) return;
      fingers.set(e.pointerId, e.clientX);
      if (held && fingers.size === 2) this.spread(held, [...fingers.values()]);
    };
    const up = (e: PointerEvent) => {
      if (e.pointerId !== event.pointerId) return;
      fingers.delete(e.pointerId);
      for (const [name, listener] of [['pointermove', move], ['pointerup', up], ['pointercancel', up]] as const) window.removeEventListener(name, listener);
    };
    for (const [name, listener] of [['pointermove', move], ['pointerup', up], ['pointercancel', up]] as const) window.addEventListener(name, listener);
  }

  private spread(days: [number, number], xs: number[]): void {
    const { scale, whole } = this.host;
    const left = this.plot.getBoundingClientRect().left;
    const [a, b] = [Math.min(...xs) - left, Math.max(...xs) - left];
    if (!scale || b - a < 12) return;
    const pixelsPerDay = (b - a) / Math.max(1, days[1] - days[0]);
    const length = (scale.right - scale.left) / pixelsPerDay;
    const from = days[0] - (a - scale.left) / pixelsPerDay;
    // By way of zoomed, which keeps to the whole and to the fewest days.
    this.host.onSpan(zoomed([Math.round(from), Math.round(from + length)], whole, 1, from));
  }

  private key(event: KeyboardEvent): void {
    const { span, whole } = this.host;
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -8, PageUp: 8, Home: -1e4, End: 1e4 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (span) this.host.onSpan(panned(span, whole, ((span[1] - span[0]) / 8) * step * (event.shiftKey ? 4 : 1)));
    event.preventDefault();
    event.stopPropagation();
  }

  /** + and - look closer and farther, 0 shows all, wherever in the plot the focus is. */
  private zoomKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') this.zoom(0.5);
    else if (event.key === '-') this.zoom(2);
    else if (event.key === '0') this.host.onSpan(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
