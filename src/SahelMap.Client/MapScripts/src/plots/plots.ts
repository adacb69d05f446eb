import uPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css';
import type { Theme } from '../state.ts';
import type { Texts } from '../texts.ts';
import { monthInWords } from '../wording.ts';
import { event } from './event.ts';
import { forest } from './forest.ts';
import { DASHES, inkOf, mark, stroke, type Ink } from './ink.ts';
import { months } from './months.ts';
import { valueInWords } from './numbers.ts';
import { picture } from './picture.ts';
import type { Spec, Tone } from './spec.ts';

interface Drawn {
  element: HTMLElement;
  spec: Spec;
  theme: Theme;
  plot: uPlot;
  sizes: ResizeObserver;
  width: number;
}

/** The plots on the page, by the id of the element that holds each. This file is fetched when the first is drawn. */
export class Plots {
  private readonly drawn = new Map<string, Drawn>();

  constructor(private readonly texts: Texts) {
    const style = document.createElement('style');
    style.textContent = sheet;
    document.head.append(style);
  }

  /** Draws or redraws; nothing while the element is not on the page. */
  draw(id: string, spec: Spec, theme: Theme): void {
    this.remove(id);
    const element = document.getElementById(id);
    if (!element) return;
    const width = Math.floor(element.clientWidth);
    const sizes = new ResizeObserver(() => {
      const now = this.drawn.get(id);
      if (now && element.isConnected && element.clientWidth > 0 && Math.floor(element.clientWidth) !== now.width) this.draw(id, spec, theme);
    });
    if (width > 0) this.drawn.set(id, { element, spec, theme, plot: this.make(element, spec, theme, width), sizes, width });
    sizes.observe(element);
  }

  remove(id: string): void {
    const before = this.drawn.get(id);
    this.drawn.delete(id);
    before?.sizes.disconnect();
    before?.plot.destroy();
    before?.element.replaceChildren();
  }

  private make(element: HTMLElement, spec: Spec, theme: Theme, width: number): uPlot {
    const { language } = this.texts;
    const ink = inkOf(theme, uPlot.pxRatio);
    const made = spec.kind === 'forest' ? forest(spec, ink, language, width, uPlot.pxRatio)
      : spec.kind === 'months' ? months(spec, ink, language, width)
      : event(spec, ink, language, width, uPlot.pxRatio);
    const readout = document.createElement('p');
    if (spec.kind !== 'forest') {
      readout.className = 'sm-plot-readout';
      readout.textContent = '\u00a0';
      made.options.hooks = { ...made.options.hooks, setCursor: [plot => (readout.textContent = this.told(spec, plot.cursor.idx ?? null) || '\u00a0')] };
    }
    const plot = new uPlot(made.options, made.data, element);
    element.append(readout);
    const legend = legendOf(spec, ink);
    if (legend) element.append(legend);
    return plot;
  }

  /** What is under the pointer, in words. */
  private told(spec: Spec, at: number | null): string {
    const { language } = this.texts;
    const words = (value: number | null) => (value === null ? '–' : valueInWords(value, language));
    if (at === null) return '';
    if (spec.kind === 'months') {
      const month = spec.months[at];
      const name = monthInWords(Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1, language);
      return [name, ...spec.lines.map(line => `${line.name} ${words(line.values[at])}`)].join(' · ');
    }
    if (spec.kind === 'event') {
      const bin = spec.bins[at];
      const interval = bin.interval ? ` (${words(bin.interval.low)} – ${words(bin.interval.high)})` : '';
      return `${bin.from} … ${bin.until - 1} · ${words(bin.value)}${interval}`;
    }
    return '';
  }

  /** @returns a PNG with title, plot, legend and what must be said beside it; null where nothing is drawn. */
  png(id: string, title: string, notes: string[]): Promise<Blob | null> {
    const drawn = this.drawn.get(id);
    if (!drawn) return Promise.resolve(null);
    return picture(drawn.plot.ctx.canvas, title, notes, keysOf(drawn.spec), inkOf(drawn.theme, uPlot.pxRatio), uPlot.pxRatio);
  }
}

/** A sign in the legend, and its name. */
export interface LegendKey {
  name: string;
  draw(context: CanvasRenderingContext2D, x: number, y: number, ink: Ink, ratio: number): void;
}

function keysOf(spec: Spec): LegendKey[] {
  if (spec.kind === 'months') return spec.lines.map(line => ({ name: line.name, draw: lineKey(line.tone, DASHES[line.tone]) }));
  if (spec.kind !== 'event') return [];
  return [
    { name: spec.words.estimate, draw: (context, x, y, ink, ratio) => mark(context, 'plain', x, y, 4.5 * ratio, ink.of('plain'), ink.paper) },
    ...(spec.trend ? [{ name: spec.words.trend, draw: lineKey('ct', []) }] : []),
    { name: spec.words.levels, draw: (context, x, y, ink, ratio) => stroke(context, [x - 11 * ratio, y], [x + 11 * ratio, y], ink.faint, 1.6 * ratio, [2 * ratio, 3 * ratio]) },
  ];
}

const lineKey = (tone: Tone, dash: number[]): LegendKey['draw'] => (context, x, y, ink, ratio) =>
  stroke(context, [x - 11 * ratio, y], [x + 11 * ratio, y], ink.of(tone), 2.2 * ratio, dash.map(d => d * ratio));

function legendOf(spec: Spec, ink: Ink): HTMLElement | null {
  const keys = keysOf(spec);
  if (keys.length === 0) return null;
  const list = document.createElement('p');
  list.className = 'sm-plot-legend';
  for (const key of keys) {
    const sign = document.createElement('canvas');
    const ratio = uPlot.pxRatio;
    [sign.width, sign.height] = [26 * ratio, 14 * ratio];
    Object.assign(sign.style, { width: '26px', height: '14px' });
    key.draw(sign.getContext('2d')!, 13 * ratio, 7 * ratio, ink, ratio);
    const item = document.createElement('span');
    item.append(sign, key.name);
    list.append(item);
  }
  return list;
}
