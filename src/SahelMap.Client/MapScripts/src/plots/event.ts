import type uPlot from 'uplot';
import type { Language } from '../texts.ts';
import { mark, stroke, type Ink } from './ink.ts';
import { reach, ticksInWords } from './numbers.ts';
import type { Event } from './spec.ts';

/** Rates by days from an event: dots on their intervals, a line at the event, the trend before it and where it would have gone. */
export function event(spec: Event, ink: Ink, language: Language, width: number, ratio: number): { options: uPlot.Options; data: uPlot.AlignedData } {
  const { bins } = spec;
  const middles = bins.map(bin => (bin.from + bin.until) / 2);
  const [first, last] = [bins[0].from, bins[bins.length - 1].until];
  const end = reach([...bins.map(b => b.value), spec.before, spec.after, spec.trend?.atStart, spec.trend?.atEvent], bins.map(b => b.interval?.high));
  const options: uPlot.Options = {
    width,
    height: 240,
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { points: { show: false }, y: false, drag: { x: false, y: false } },
    scales: { x: { time: false, range: [first, last] }, y: { range: [0, end] } },
    series: [{}, { label: spec.words.estimate, paths: () => null, points: { show: false } }],
    axes: [
      {
        stroke: ink.faint, font: '12px system-ui, sans-serif', grid: { show: false }, ticks: { stroke: ink.line, size: 4, width: 1 }, size: 24, gap: 3,
        label: spec.daysUnit, labelSize: 18, labelFont: '12px system-ui, sans-serif',
        splits: () => dayTicks(first, last, width),
        values: (_, splits) => splits.map(day => (day > 0 ? `+${day}` : day < 0 ? `−${-day}` : '0')),
      },
      {
        stroke: ink.faint, font: '12px system-ui, sans-serif', grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, size: 50, space: 36,
        label: spec.unit, labelSize: 18, labelFont: '12px system-ui, sans-serif', values: (_, splits) => ticksInWords(splits, language),
      },
    ],
    hooks: { draw: [plot => draw(plot, spec, middles, end, ink, ratio)] },
  };
  return { options, data: [middles, bins.map(bin => bin.value)] };
}

function draw(plot: uPlot, spec: Event, middles: number[], end: number, ink: Ink, ratio: number): void {
  const { ctx: context } = plot;
  const x = (day: number) => plot.valToPos(day, 'x', true);
  const y = (value: number) => plot.valToPos(Math.min(value, end), 'y', true);
  const colour = ink.of('plain');
  const { bins } = spec;
  context.save();
  stroke(context, [x(0), y(0)], [x(0), y(end)], ink.text, 1.4 * ratio);
  if (spec.before !== null) stroke(context, [x(bins[0].from), y(spec.before)], [x(0), y(spec.before)], ink.faint, 1.4 * ratio, [2 * ratio, 3 * ratio]);
  if (spec.after !== null) stroke(context, [x(0), y(spec.after)], [x(bins[bins.length - 1].until), y(spec.after)], ink.faint, 1.4 * ratio, [2 * ratio, 3 * ratio]);
  if (spec.trend) drawTrend(context, spec.trend, middles[0], bins[bins.length - 1].until, x, y, ink.of('ct'), ratio);
  let before: [number, number] | null = null;
  bins.forEach((bin, n) => {
    if (bin.value === null) return void (before = null);
    const point: [number, number] = [x(middles[n]), y(bin.value)];
    // Not across the event: that jump is the question.
    if (before && !(bin.from === 0)) stroke(context, before, point, colour, 1 * ratio);
    before = point;
  });
  bins.forEach((bin, n) => {
    if (bin.value === null) return;
    const at = x(middles[n]);
    if (bin.interval) {
      stroke(context, [at, y(bin.interval.low)], [at, y(bin.interval.high)], colour, 1.6 * ratio);
      for (const bound of [bin.interval.low, bin.interval.high])
        if (bound <= end) stroke(context, [at - 3 * ratio, y(bound)], [at + 3 * ratio, y(bound)], colour, 1.6 * ratio);
    }
    mark(context, 'plain', at, y(bin.value), 4.5 * ratio, colour, ink.paper);
  });
  context.restore();
}

function drawTrend(
  context: CanvasRenderingContext2D, trend: { atStart: number; atEvent: number }, start: number, end: number,
  x: (day: number) => number, y: (value: number) => number, colour: string, ratio: number): void {
  if (trend.atStart <= 0 || trend.atEvent <= 0) return;
  const slope = Math.log(trend.atEvent / trend.atStart) / -start;
  const at = (day: number) => trend.atEvent * Math.exp(slope * day);
  for (const [from, until, dash] of [[start, 0, []], [0, end, [5 * ratio, 4 * ratio]]] as [number, number, number[]][]) {
    context.beginPath();
    context.setLineDash(dash);
    for (let step = 0; step <= 24; step++) {
      const day = from + ((until - from) * step) / 24;
      context.lineTo(x(day), y(at(day)));
    }
    context.strokeStyle = colour;
    context.lineWidth = (dash.length > 0 ? 1.4 : 2.2) * ratio;
    context.stroke();
    context.setLineDash([]);
  }
}

/** Multiples of 30 days where there is room for them, always with the event itself. */
function dayTicks(first: number, last: number, width: number): number[] {
  const room = (width - 70) / 44;
  const step = [7, 15, 30, 60, 90, 180, 365, 730].find(s => (last - first) / s <= room) ?? 1460;
  const ticks: number[] = [];
  for (let day = Math.ceil(first / step) * step; day <= last; day += step) ticks.push(day === 0 ? 0 : day);
  return ticks;
}
