import type uPlot from 'uplot';
import type { Language } from '../texts.ts';
import { DASHES, type Ink } from './ink.ts';
import { ticksInWords } from './numbers.ts';
import type { Months } from './spec.ts';

/** Values month by month, a line for each of a few; a month without exposure is a gap. */
export function months(spec: Months, ink: Ink, language: Language, width: number): { options: uPlot.Options; data: uPlot.AlignedData } {
  const at = spec.months.map(month => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
  const options: uPlot.Options = {
    width,
    height: 210,
    padding: [8, 14, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 6 }, y: false, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] } },
    series: [{}, ...spec.lines.map(line => ({
      label: line.name, stroke: ink.of(line.tone), width: line.tone === 'both' ? 2.2 : 1.6, dash: DASHES[line.tone],
      // Single months between gaps would vanish as a line.
      points: { show: at.length < 60, size: 4 }, spanGaps: false,
    }))],
    axes: [
      {
        stroke: ink.faint, font: '12px system-ui, sans-serif', grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, size: 22, gap: 4,
        splits: () => yearStarts(at[0], at[at.length - 1], width),
        values: (_, splits) => splits.map(month => (month % 12 === 0 ? String(month / 12) : `${String((month % 12) + 1).padStart(2, '0')}/${Math.floor(month / 12)}`)),
      },
      {
        stroke: ink.faint, font: '12px system-ui, sans-serif', grid: { stroke: ink.line, width: 1 }, ticks: { show: false }, size: 50, space: 36,
        label: spec.unit, labelSize: 18, labelFont: '12px system-ui, sans-serif', values: (_, splits) => ticksInWords(splits, language),
      },
    ],
  };
  return { options, data: [at, ...spec.lines.map(line => line.values)] };
}

/** As many Januaries as fit; of less than two years, quarters. */
function yearStarts(first: number, last: number, width: number): number[] {
  const steps = last - first < 24 ? [3, 6, 12] : [12, 24, 60, 120];
  const room = (width - 70) / 56;
  const step = steps.find(s => (last - first) / s <= room) ?? steps[steps.length - 1];
  const starts: number[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) starts.push(month);
  return starts;
}
