import type { Texts } from '../texts.ts';
import type { Lane, Span } from './lanes.ts';
import type { TimeScale } from './scale.ts';
import { ticksOf } from './ticks.ts';
import type { Layout } from './layout.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The axis with its ticks and scale, and a bar for each time an actor was there: filled while it served its norm, hollow after. */
export class LaneChart {
  readonly element = document.createElementNS(SVG, 'svg');

  constructor() {
    this.element.classList.add('sm-lanes');
    // What it shows is said by the lanes' buttons and the handles.
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** @param top incidents that the upper edge of the histogram stands for. @param selected id of a deployment */
  draw(lanes: readonly Lane[], scale: TimeScale, size: Layout, texts: Texts, top: number, selected: string | null): void {
    const { compact } = size;
    const bottom = size.mandatesTop - 2;
    const parts: SVGElement[] = [];
    for (const { day, label, strong } of ticksOf(scale, compact ? 30 : 42, texts.language, compact)) {
      const x = scale.x(day);
      parts.push(make('line', { x1: x, x2: x, y1: size.histogram, y2: bottom, class: 'sm-year' }));
      // A label that would run off the plot is left out.
      if (x + label.length * 5.5 < scale.right + 14) parts.push(text(label, { x: x + 3, y: size.histogram + 12, class: strong ? 'sm-tick sm-strong' : 'sm-tick' }));
    }
    parts.push(text(texts.number(top), { x: scale.left - 6, y: 9, class: 'sm-tick sm-end' }));
    if (top % 2 === 0 && size.histogram > 40) parts.push(text(texts.number(top / 2), { x: scale.left - 6, y: size.histogram / 2 + 4, class: 'sm-tick sm-end' }));
    const unit = texts.get(`time.unit.${scale.unit}`).split('\n');
    unit.forEach((line, n) => parts.push(text(line, { x: size.namesLeft, y: compact ? size.histogram - 15 + 12 * n : 10 + 12 * n, class: 'sm-tick sm-caption' })));
    lanes.forEach((lane, n) => this.lane(parts, lane, size.lanesTop + n * size.laneHeight, scale, size, selected));
    parts.push(text(texts.get('time.mandatesShort'), { x: size.namesLeft, y: size.mandatesTop + 11, class: 'sm-lane' }));
    this.element.setAttribute('width', String(scale.right + 16));
    this.element.setAttribute('height', String(size.height));
    this.element.replaceChildren(...parts);
  }

  private lane(parts: SVGElement[], lane: Lane, top: number, scale: TimeScale, size: Layout, selected: string | null): void {
    const middle = top + size.laneHeight / 2;
    const thick = Math.min(size.compact ? 9 : 7, size.laneHeight - 4);
    const faint = lane.present.length === 0;
    parts.push(text(fit(lane.name, scale.left - size.namesLeft - 4, size.compact), { x: size.namesLeft, y: middle + 3.5, class: faint ? 'sm-lane sm-faint' : 'sm-lane' }));
    const bar = ({ from, until }: Span, attributes: Record<string, string | number>, inset: number, grow = 0) => {
      if (until <= scale.from || from >= scale.until) return;
      const [a, b] = [scale.clip(from), scale.clip(until)];
      parts.push(make('rect', {
        x: a + inset - grow, y: middle - thick / 2 + inset - grow, width: Math.max(2, b - a - 2 * inset + 2 * grow), height: thick - 2 * inset + 2 * grow, rx: 2, ...attributes,
      }));
    };
    for (const span of lane.present) bar(span, { fill: 'none', stroke: lane.colour, 'stroke-width': 1.2 }, 0.6);
    for (const span of lane.serving) bar(span, { fill: lane.colour }, 0);
    const chosen = lane.stays.find(stay => stay.id === selected);
    if (chosen) bar(chosen, { class: 'sm-chosen' }, 0, 1.5);
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
