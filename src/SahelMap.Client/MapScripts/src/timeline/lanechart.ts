import type { Texts } from '../texts.ts';
import { dayInWords } from '../wording.ts';
import type { Lane, Span } from './lanes.ts';
import { yearTicks, type TimeScale } from './scale.ts';
import type { Layout } from './timeline.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The axis with its years, and a bar for each time an actor was there: filled while it served its norm, hollow after. */
export class LaneChart {
  readonly element = document.createElementNS(SVG, 'svg');
  lanes: Lane[] = [];

  constructor() {
    this.element.classList.add('sm-lanes');
    this.element.setAttribute('role', 'img');
  }

  draw(scale: TimeScale, size: Layout, period: [number, number], texts: Texts, top: number, compact: boolean): void {
    const bottom = size.mandatesTop - 2;
    const parts: SVGElement[] = [];
    for (const { day, year, labelled } of yearTicks(scale, compact ? 26 : 40)) {
      const x = scale.x(day);
      parts.push(make('line', { x1: x, x2: x, y1: size.histogram, y2: bottom, class: 'sm-year' }));
      if (labelled) parts.push(text(compact ? `’${String(year % 100).padStart(2, '0')}` : String(year), { x: x + 3, y: size.histogram + 12, class: 'sm-tick' }));
    }
    parts.push(text(texts.number(top), { x: scale.left - 6, y: 9, class: 'sm-tick sm-end' }));
    const said: string[] = [];
    this.lanes.forEach((lane, n) => {
      const y = size.lanesTop + n * size.laneHeight;
      const middle = y + size.laneHeight / 2;
      const thick = Math.min(7, size.laneHeight - 4);
      const faint = lane.present.length === 0;
      parts.push(text(fit(lane.name, scale.left - 20, compact), { x: 16, y: middle + 3.5, class: faint ? 'sm-lane sm-faint' : 'sm-lane' }));
      const bar = (span: Span, serving: boolean) => {
        const [a, b] = [scale.x(span.from), scale.x(Math.min(span.until, scale.until))];
        if (span.until <= scale.from || span.from >= scale.until) return;
        const attributes: Record<string, string | number> = serving
          ? { fill: lane.colour }
          : { fill: 'none', stroke: lane.colour, 'stroke-width': 1.2 };
        const inset = serving ? 0 : 0.6;
        const shape = make('rect', { x: a + inset, y: middle - thick / 2 + inset, width: Math.max(2, b - a - 2 * inset), height: thick - 2 * inset, rx: 2, ...attributes });
        const title = document.createElementNS(SVG, 'title');
        title.textContent = texts.get(serving ? 'time.present' : 'time.presentWithoutRole', lane.name, dayInWords(span.from, texts.language), dayInWords(span.until - 1, texts.language));
        shape.append(title);
        parts.push(shape);
        if (!serving || !said.includes(title.textContent)) said.push(title.textContent);
      };
      for (const span of lane.present) bar(span, false);
      for (const span of lane.serving) bar(span, true);
    });
    const [a, b] = [scale.x(period[0]), scale.x(period[1])];
    // What lies outside the period recedes, in the lanes as in the histogram.
    const veil = (from: number, until: number) =>
      until - from > 0.5 && parts.push(make('rect', { x: from, y: size.lanesTop - 1, width: until - from, height: bottom - size.lanesTop + 2, class: 'sm-veil' }));
    veil(scale.left, a);
    veil(b, scale.right);
    for (const x of [a, b]) parts.push(make('line', { x1: x, x2: x, y1: size.histogram, y2: bottom, class: 'sm-edge' }));
    this.element.setAttribute('width', String(scale.right + 16));
    this.element.setAttribute('height', String(size.height));
    this.element.setAttribute('aria-label', [texts.get('time.lanes'), ...said].join('. '));
    parts.push(text(texts.get('time.mandatesShort'), { x: 16, y: size.mandatesTop + 11, class: 'sm-lane' }));
    this.element.replaceChildren(...parts);
  }
}

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === 'number' ? String(Math.round(value * 10) / 10) : value);
  return element;
}

function text(content: string, attributes: Record<string, string | number>): SVGElement {
  const element = make('text', attributes);
  element.textContent = content;
  return element;
}

/** Cuts a name that would run into the plot. */
function fit(name: string, room: number, compact: boolean): string {
  const letters = Math.floor(room / (compact ? 5.6 : 6));
  return name.length > letters ? `${name.slice(0, Math.max(1, letters - 1)).trimEnd()}…` : name;
}
