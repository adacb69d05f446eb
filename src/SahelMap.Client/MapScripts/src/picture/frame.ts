import type { Ink } from '../plots/ink.ts';
import type { View } from '../state.ts';
import type { Texts } from '../texts.ts';

/** A map and, beside it, the map of a second period: what of the width the first has, and how each side is marked. */
export interface Framed {
  first: CanvasImageSource;
  second: CanvasImageSource | null;
  share: number;
  marks: string[];
  view: View;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws the map with what a map without a screen needs: a scale, where north is, and which period each side shows. */
export function drawFramed(context: CanvasRenderingContext2D, map: Framed, box: Box, ink: Ink, texts: Texts): void {
  const { x, y, width, height } = box;
  context.drawImage(map.first, x, y, width, height);
  if (map.second) {
    const line = x + width * map.share;
    context.save();
    context.beginPath();
    context.rect(line, y, x + width - line, height);
    context.clip();
    context.drawImage(map.second, x, y, width, height);
    context.restore();
    context.fillStyle = ink.paper;
    context.fillRect(line - 2, y, 4, height);
    context.fillStyle = ink.text;
    context.fillRect(line - 1, y, 2, height);
    tag(context, `A  ${map.marks[0]}`, line - 8, y + 8, 'right', ink);
    tag(context, `B  ${map.marks[1]}`, line + 8, y + 8, 'left', ink);
  }
  drawScale(context, map.view, x + 12, y + height - 12, ink, texts);
  drawNorth(context, x + width - 22, y + 14, ink, texts);
  context.strokeStyle = ink.line;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

function tag(context: CanvasRenderingContext2D, words: string, x: number, y: number, align: 'left' | 'right', ink: Ink): void {
  context.font = font(12.5, 600);
  const width = context.measureText(words).width + 16;
  plate(context, align === 'left' ? x : x - width, y, width, 22, ink);
  context.fillStyle = ink.text;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(words, (align === 'left' ? x : x - width) + 8, y + 11.5);
}

function plate(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, ink: Ink): void {
  context.globalAlpha = 0.88;
  context.fillStyle = ink.paper;
  context.beginPath();
  context.roundRect(x, y, width, height, 4);
  context.fill();
  context.globalAlpha = 1;
}

/** Metres of ground for a pixel of the page in the middle of the view; a tile is 512 pixels wide. */
export const metresPerPixel = ({ lat, zoom }: View) => (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

/** The longest of 1, 2, 3, 5, 10, 20 … metres that fits. */
export function scaleLength(perPixel: number, room: number): number {
  const most = perPixel * room;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 3, 2, 1].map(n => n * power).find(n => n <= most) ?? power;
}

function drawScale(context: CanvasRenderingContext2D, view: View, x: number, bottom: number, ink: Ink, texts: Texts): void {
  const perPixel = metresPerPixel(view);
  const metres = scaleLength(perPixel, 120);
  const length = metres / perPixel;
  const words = metres >= 1000 ? `${texts.number(metres / 1000)}\u00a0km` : `${texts.number(metres)}\u00a0m`;
  plate(context, x - 6, bottom - 22, length + 12, 26, ink);
  context.strokeStyle = ink.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, bottom - 5);
  context.lineTo(x, bottom);
  context.lineTo(x + length, bottom);
  context.lineTo(x + length, bottom - 5);
  context.stroke();
  context.fillStyle = ink.text;
  context.font = font(11);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(words, x + length / 2, bottom - 6);
  context.textAlign = 'left';
}

function drawNorth(context: CanvasRenderingContext2D, x: number, y: number, ink: Ink, texts: Texts): void {
  plate(context, x - 12, y - 6, 24, 40, ink);
  context.fillStyle = ink.text;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 6, y + 16);
  context.lineTo(x, y + 12);
  context.lineTo(x - 6, y + 16);
  context.closePath();
  context.fill();
  context.font = font(11, 600);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(texts.get('map.picture.north'), x, y + 30);
  context.textAlign = 'left';
}

export const font = (px: number, weight = 400) => `${weight} ${px}px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif`;
