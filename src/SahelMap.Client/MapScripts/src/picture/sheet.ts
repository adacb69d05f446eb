import type { Ink } from '../plots/ink.ts';
import { wrapped } from '../plots/picture.ts';
import type { Texts } from '../texts.ts';
import { drawFramed, font, type Framed } from './frame.ts';
import type { LegendRow } from './legendrows.ts';
import type { StageSize } from './stage.ts';
import type { Words } from './words.ts';

const PAD = 22;
const LEGEND_WIDTH = 208;
const ROW = 21;

interface Line {
  text: string;
  font: string;
  height: number;
  faint: boolean;
}

/** Where everything stands on a picture, in the page's pixels. */
export interface Plan {
  width: number;
  height: number;
  ratio: number;
  head: Line[];
  foot: Line[];
  map: { x: number; y: number; width: number; height: number };
  legend: { x: number; y: number; columns: number; width: number };
}

/** A picture of this size, whose map takes what the words leave; or, around a map of this size, as large as it must be. */
export type Wanted = { whole: StageSize } | { map: StageSize };

/** @param rows how many lines the legend will have */
export function planOf(wanted: Wanted, words: Words, texts: Texts, rows: number): Plan {
  const context = document.createElement('canvas').getContext('2d')!;
  const { ratio } = 'whole' in wanted ? wanted.whole : wanted.map;
  const size = 'whole' in wanted ? wanted.whole : wanted.map;
  const beside = size.width >= 640 && size.width > size.height * 1.05 && ('whole' in wanted || size.height >= rows * ROW + 40);
  const width = 'whole' in wanted ? size.width : size.width + 2 * PAD + (beside ? LEGEND_WIDTH + PAD : 0);
  const room = width - 2 * PAD;
  const lines = (text: string, face: string, height: number, faint: boolean): Line[] => {
    context.font = face;
    return wrapped(context, text, room).map(line => ({ text: line, font: face, height, faint }));
  };
  const head = [
    ...lines(words.title, font(19, 650), 27, false),
    ...words.periods.flatMap(period => lines(period, font(13), 19, false)),
    ...lines(words.filter, font(13), 19, true),
  ];
  const foot = [
    ...words.warnings.flatMap(warning => lines(warning, font(12, 600), 17, false)),
    ...lines(words.sources, font(11), 15.5, true),
    ...lines(`${words.made} · ${words.link}`, font(11), 15.5, true),
    ...lines(texts.get('map.picture.neutral'), font(11), 15.5, true),
  ];
  const sum = (all: Line[]) => all.reduce((height, line) => height + line.height, 0);
  const columns = beside ? 1 : Math.max(1, Math.floor(room / LEGEND_WIDTH));
  const below = beside ? 0 : Math.ceil(rows / columns) * ROW + 30;
  const top = PAD + sum(head) + 10;
  const bottom = below + 10 + sum(foot) + PAD - 6;
  const map = {
    x: PAD, y: top,
    width: beside ? room - LEGEND_WIDTH - PAD : room,
    height: 'whole' in wanted ? Math.max(160, size.height - top - bottom) : size.height,
  };
  return {
    width, height: top + map.height + bottom, ratio, head, foot, map,
    legend: beside ? { x: map.x + map.width + PAD, y: top, columns, width: LEGEND_WIDTH } : { x: PAD, y: top + map.height + 14, columns, width: Math.floor(room / columns) },
  };
}

/** Composes the picture on one canvas. */
export function drawSheet(plan: Plan, map: Framed, legend: readonly LegendRow[], scale: number, ink: Ink, texts: Texts): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(plan.width * plan.ratio), height: Math.round(plan.height * plan.ratio) });
  const context = canvas.getContext('2d')!;
  context.scale(plan.ratio, plan.ratio);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, plan.width + 1, plan.height + 1);
  write(context, plan.head, PAD, PAD, ink);
  drawFramed(context, map, plan.map, ink, texts);
  drawLegend(context, legend.map(row => (row.toScale ? scaled(row, scale) : row)), plan, ink);
  const height = plan.foot.reduce((sum, line) => sum + line.height, 0);
  write(context, plan.foot, PAD, plan.height - PAD + 6 - height, ink);
  return canvas;
}

function write(context: CanvasRenderingContext2D, lines: readonly Line[], x: number, y: number, ink: Ink): void {
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const line of lines) {
    context.font = line.font;
    context.fillStyle = line.faint ? ink.faint : ink.text;
    context.fillText(line.text, x, y + line.height / 2);
    y += line.height;
  }
}

function drawLegend(context: CanvasRenderingContext2D, rows: readonly LegendRow[], { legend, map }: Plan, ink: Ink): void {
  const perColumn = Math.ceil(rows.length / legend.columns);
  context.textBaseline = 'middle';
  rows.forEach((row, n) => {
    const x = legend.x + Math.floor(n / perColumn) * legend.width;
    // In one column beside the map the rows follow each other; large circles take the room they need.
    const y = legend.columns === 1 && legend.y === map.y
      ? legend.y + rows.slice(0, n).reduce((sum, before) => sum + heightOf(before), 0) + heightOf(row) / 2
      : legend.y + (n % perColumn) * ROW + ROW / 2;
    drawRow(context, row, x, y, legend.width, ink);
  });
}

const scaled = (row: LegendRow, by: number): LegendRow =>
  ({ ...row, items: row.items.map(item => (typeof item === 'string' ? item : { ...item, width: item.width * by, height: item.height * by })) });

const heightOf = (row: LegendRow) => Math.max(ROW, ...row.items.map(item => (typeof item === 'string' ? 0 : item.height + 2)));

function drawRow(context: CanvasRenderingContext2D, row: LegendRow, x: number, y: number, width: number, ink: Ink): void {
  context.font = font(row.note ? 11 : 12);
  context.fillStyle = row.note ? ink.faint : ink.text;
  const signs = row.items.filter(item => typeof item !== 'string').length;
  for (const item of row.items) {
    if (typeof item === 'string') {
      const lines = row.note ? wrapped(context, item, width - 8) : [item];
      lines.forEach((line, n) => context.fillText(line, x, y + n * 14));
      x += context.measureText(lines[0] ?? '').width + 8;
    } else {
      // A row of one sign has it in the middle of a cell, so that words stand under each other.
      const cell = signs === 1 ? Math.max(26, item.width) : item.width;
      context.drawImage(item.image, x + (cell - item.width) / 2, y - item.height / 2, item.width, item.height);
      x += cell + (signs === 1 ? 7 : 4);
    }
  }
}
