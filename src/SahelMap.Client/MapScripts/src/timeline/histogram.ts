import { TYPE_COLOURS } from '../palette.ts';
import type { Theme } from '../state.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import type { TimeScale } from './scale.ts';

const TYPES = INCIDENT_TYPES.length;

/** Incidents by first day, under every filter but the period. */
export interface Bars {
  /** First day of each bar, and the day after the last. */
  starts: Int32Array;
  /** [bar][type] */
  counts: Int32Array;
}

/** Incidents by day, week, month or year, stacked by type. */
export class Histogram {
  readonly canvas = document.createElement('canvas');

  constructor() {
    this.canvas.className = 'sm-histogram';
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** @param top the count that the plot's upper edge stands for */
  draw(bars: Bars, top: number, scale: TimeScale, height: number, theme: Theme): void {
    const width = scale.right + 16;
    const context = sized(this.canvas, width, height);
    const dark = theme === 'dark';
    context.fillStyle = dark ? '#333B43' : '#DFE3E8';
    for (const share of [0, 0.5]) context.fillRect(scale.left, Math.round(share * height) + 0.5, scale.right - scale.left, 0.75);
    context.save();
    context.beginPath();
    context.rect(scale.left, 0, scale.right - scale.left, height);
    context.clip();
    for (let bar = 0; bar + 1 < bars.starts.length; bar++) {
      const x = scale.x(bars.starts[bar]);
      const wide = scale.x(bars.starts[bar + 1]) - x;
      const drawn = Math.max(0.8, wide - (wide > 4 ? 1 : wide > 2.5 ? 0.5 : 0));
      let y = height;
      for (let type = 0; type < TYPES; type++) {
        const count = bars.counts[bar * TYPES + type];
        if (count === 0) continue;
        const tall = (count / top) * (height - 2);
        y -= tall;
        context.fillStyle = barColour(type, theme);
        context.fillRect(x, y, drawn, tall);
      }
    }
    context.restore();
    context.fillStyle = dark ? '#5B646C' : '#B9C0C7';
    context.fillRect(scale.left, height - 0.75, scale.right - scale.left, 0.75);
  }
}

function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Yellow that can be told from white: explosions carry a dark rim on the map, and a bar is too narrow for one. */
export function barColour(type: number, theme: Theme): string {
  const name = INCIDENT_TYPES[type];
  return name === 'Explosion' && theme === 'light' ? '#C9B900' : TYPE_COLOURS[name];
}

/** The least of 1, 2, 3, 4, 5, 6, 8, 10, 15, 20 … that no bar goes beyond. */
export function topOf(counts: Int32Array): number {
  let most = 0;
  for (let at = 0; at < counts.length; at += TYPES) {
    let sum = 0;
    for (let type = 0; type < TYPES; type++) sum += counts[at + type];
    if (sum > most) most = sum;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(n => n * power).find(n => n >= most && Number.isInteger(n)) ?? 10 * power;
}
