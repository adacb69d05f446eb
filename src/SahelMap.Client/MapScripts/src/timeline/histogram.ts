import { TYPE_COLOURS } from '../palette.ts';
import type { Theme } from '../state.ts';
import { INCIDENT_TYPES } from '../vocabulary.ts';
import { monthStart } from '../days.ts';
import type { TimeScale } from './scale.ts';

export interface Months {
  /** [month - firstMonth][type] */
  counts: Int32Array;
  firstMonth: number;
}

/** Incidents by month, stacked by type; what lies outside the period is dimmed, not gone. */
export class Histogram {
  readonly canvas = document.createElement('canvas');

  constructor() {
    this.canvas.className = 'sm-histogram';
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** @returns the height of the scale's top line, in incidents. */
  draw(months: Months, scale: TimeScale, height: number, period: [number, number], theme: Theme): number {
    const width = scale.right + 16;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    const context = this.canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const top = topOf(months);
    context.fillStyle = theme === 'dark' ? '#333B43' : '#DFE3E8';
    context.fillRect(scale.left, 0.5, scale.right - scale.left, 0.75);
    const types = INCIDENT_TYPES.length;
    for (let month = scale.firstMonth; month < scale.endMonth; month++) {
      const [start, end] = [monthStart(month), monthStart(month + 1)];
      const x = scale.x(start);
      const right = scale.x(end);
      const bar = Math.max(0.8, right - x - (right - x > 4 ? 1 : right - x > 2.5 ? 0.5 : 0));
      context.globalAlpha = start < period[1] && end > period[0] ? 1 : theme === 'dark' ? 0.3 : 0.26;
      let y = height;
      for (let type = 0; type < types; type++) {
        const count = months.counts[(month - months.firstMonth) * types + type] ?? 0;
        if (count === 0) continue;
        const tall = (count / top) * (height - 2);
        y -= tall;
        context.fillStyle = barColour(type, theme);
        context.fillRect(x, y, bar, tall);
      }
    }
    context.globalAlpha = 1;
    context.fillStyle = theme === 'dark' ? '#5B646C' : '#B9C0C7';
    context.fillRect(scale.left, height - 0.75, scale.right - scale.left, 0.75);
    return top;
  }
}

/** Yellow that can be told from white: explosions carry a dark rim on the map, and a bar is too narrow for one. */
function barColour(type: number, theme: Theme): string {
  const name = INCIDENT_TYPES[type];
  return name === 'Explosion' && theme === 'light' ? '#C9B900' : TYPE_COLOURS[name];
}

/** The least of 1, 2, 4, 5, 10, 20 … that no month goes beyond. */
export function topOf(months: Months): number {
  const types = INCIDENT_TYPES.length;
  let most = 0;
  for (let at = 0; at < months.counts.length; at += types) {
    let sum = 0;
    for (let type = 0; type < types; type++) sum += months.counts[at + type];
    if (sum > most) most = sum;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(n => n * power).find(n => n >= most && (n >= 10 || Number.isInteger(n))) ?? 10 * power;
}
