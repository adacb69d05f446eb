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
    // The axis may be zoomed to a part that holds a piece of it, or nothing.
    const [a, b] = this.span ? [scale.clip(this.span.from), scale.clip(this.span.until)] : [0, 0];
    this.element.hidden = b <= a;
    Object.assign(this.element.style, { left: `${a}px`, width: `${b - a}px`, height: `${height}px` });
  }
}
