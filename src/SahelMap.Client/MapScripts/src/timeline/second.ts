import type { Span } from '../state.ts';
import type { TimeScale } from './scale.ts';

/** Where the second of two compared periods lies on the axis: a hatched band with dashed ends, as the first is a plain one with handles. */
export class SecondBand {
  readonly element = document.createElement('div');
  span: Span | null = null;

  constructor() {
    this.element.className = 'sm-second-band';
    this.element.setAttribute('aria-hidden', 'true'); // the bar over the map says it in words
    this.element.append('B');
  }

  place(scale: TimeScale, height: number): void {
    this.element.hidden = this.span === null;
    if (!this.span) return;
    const [a, b] = [scale.clip(this.span.from), scale.clip(this.span.until)];
    this.element.hidden = a === b; // off the part of the axis that is seen
    Object.assign(this.element.style, { left: `${a}px`, width: `${Math.max(2, b - a)}px`, height: `${height}px` });
  }
}
