import type { Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import { unitInWords } from '../wording.ts';
import { barColour, type Bars } from './histogram.ts';
import type { TimeScale } from './scale.ts';

const TYPES = INCIDENT_TYPES.length;

/** What lies under the pointer or the keyboard's focus, in words above the plot. */
export class Readout {
  readonly element = document.createElement('div');

  constructor(private readonly texts: Texts) {
    this.element.className = 'sm-readout';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true');
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** A bar and its counts by type. @param day any day of it */
  showBar(day: number, x: number, bars: Bars, scale: TimeScale, theme: Theme): void {
    const bar = Math.max(0, bars.starts.findIndex((start, n) => start <= day && (bars.starts[n + 1] ?? Infinity) > day));
    if (bar + 1 >= bars.starts.length) return this.hide();
    const { texts } = this;
    const parts: (string | HTMLElement)[] = [strong(unitInWords(scale.unit, bars.starts[bar], texts))];
    INCIDENT_TYPES.forEach((type, n) => {
      const count = bars.counts[bar * TYPES + n];
      if (count > 0) parts.push(swatch(barColour(n, theme)), `${texts.get(`map.type.${type}`)} ${texts.number(count)}`);
    });
    if (parts.length === 1) parts.push(texts.get('time.none'));
    this.show(parts, x);
  }

  showWords(words: string, x: number): void {
    this.show([words], x);
  }

  private show(parts: (string | HTMLElement)[], x: number): void {
    this.element.replaceChildren(...parts);
    this.element.hidden = false;
    const half = this.element.offsetWidth / 2;
    const room = this.element.parentElement?.clientWidth ?? 0;
    this.element.style.left = `${Math.max(half + 4, Math.min(room - half - 4, x))}px`;
  }
}

function strong(words: string): HTMLElement {
  const element = document.createElement('strong');
  element.textContent = words;
  return element;
}

function swatch(colour: string): HTMLElement {
  const element = document.createElement('i');
  element.style.background = colour;
  return element;
}
