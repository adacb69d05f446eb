import type uPlot from 'uplot';
import type { Language } from '../texts.ts';
import { mark, stroke, type Ink } from './ink.ts';
import { reach, ticksInWords } from './numbers.ts';
import type { Forest, Row } from './spec.ts';

const ROW = 26;
const PART = 20;

/** Estimates under each other, each a mark on its interval. */
export function forest(spec: Forest, ink: Ink, language: Language, width: number, ratio: number): { options: uPlot.Options; data: uPlot.AlignedData } {
  const { rows } = spec;
  const tops = rows.reduce<number[]>((all, row, n) => [...all, (all[n] ?? 0) + (row.part ? PART : ROW)], [0]);
  const middle = (n: number) => (tops[n] + tops[n + 1]) / 2;
  const end = reach(rows.map(r => r.value), rows.flatMap(r => [r.interval?.high, r.band?.high]));
  const gutter = Math.min(170, Math.round(width * 0.36));
  const options: uPlot.Options = {
    width,
    height: tops[rows.length] + 52,
    padding: [4, 14, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, ori: 1, dir: -1, range: [0, tops[rows.length]] }, y: { ori: 0, range: [0, end] } },
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    axes: [
      {
        side: 3, size: gutter, font: ink.font.replace(/^[\d.]+px/, '12px'), stroke: ink.text, gap: 8,
        grid: { show: false }, ticks: { show: false },
        splits: () => rows.map((_, n) => middle(n)),
        values: () => rows.map(row => row.name),
      },
      {
        side: 2, size: 24, label: spec.unit, labelSize: 18, labelFont: '12px system-ui, sans-serif', font: '12px system-ui, sans-serif', stroke: ink.faint,
        grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, space: 62,
        values: (_, splits) => ticksInWords(splits, language),
      },
    ],
    hooks: { draw: [plot => rows.forEach((row, n) => drawRow(plot, row, middle(n), end, ink, ratio))] },
  };
  return { options, data: [rows.map((_, n) => middle(n)), rows.map(row => row.value)] };
}

function drawRow(plot: uPlot, row: Row, at: number, end: number, ink: Ink, ratio: number): void {
  const { ctx: context } = plot;
  const colour = ink.of(row.tone);
  const y = plot.valToPos(at, 'x', true);
  const x = (value: number) => plot.valToPos(Math.min(value, end), 'y', true);
  const scale = row.part ? 0.75 : 1;
  context.save();
  if (row.value === null) {
    context.fillStyle = ink.faint;
    context.font = ink.font;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillText('–', x(0) + 4 * ratio, y);
  } else {
    if (row.band) {
      context.globalAlpha = 0.28;
      stroke(context, [x(row.band.low), y], [x(row.band.high), y], colour, 9 * ratio * scale);
      context.globalAlpha = 1;
    }
    if (row.interval) {
      stroke(context, [x(row.interval.low), y], [x(row.interval.high), y], colour, 1.6 * ratio);
      for (const bound of [row.interval.low, row.interval.high]) {
        if (bound <= end) stroke(context, [x(bound), y - 4 * ratio * scale], [x(bound), y + 4 * ratio * scale], colour, 1.6 * ratio);
        else arrow(context, x(end), y, colour, ratio);
      }
    }
    mark(context, row.tone, x(row.value), y, 5 * ratio * scale, colour, ink.paper);
  }
  context.restore();
}

/** The interval goes on beyond the edge. */
function arrow(context: CanvasRenderingContext2D, x: number, y: number, colour: string, ratio: number): void {
  context.beginPath();
  context.moveTo(x + 5 * ratio, y);
  context.lineTo(x - 3 * ratio, y - 4 * ratio);
  context.lineTo(x - 3 * ratio, y + 4 * ratio);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}
