import type { Ink } from './ink.ts';
import type { LegendKey } from './plots.ts';

/** The plot as a picture that can leave the page: it takes along its title, its legend, its sources and its warning. */
export function picture(plot: HTMLCanvasElement, title: string, notes: string[], keys: LegendKey[], ink: Ink, ratio: number): Promise<Blob | null> {
  const pad = 16 * ratio;
  const line = 17 * ratio;
  const width = plot.width + 2 * pad;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const bold = `600 ${ink.font.replace(/^[\d.]+px/, `${14 * ratio}px`)}`;
  context.font = ink.font;
  const small = notes.flatMap(note => wrapped(context, note, plot.width));
  context.font = bold;
  const heads = wrapped(context, title, plot.width);
  canvas.width = width;
  canvas.height = 2 * pad + heads.length * 20 * ratio + plot.height + (keys.length > 0 ? 26 * ratio : 0) + small.length * line + 8 * ratio;
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'top';
  let y = pad;
  context.fillStyle = ink.text;
  context.font = bold;
  for (const head of heads) {
    context.fillText(head, pad, y);
    y += 20 * ratio;
  }
  context.drawImage(plot, pad, y);
  y += plot.height;
  if (keys.length > 0) {
    let x = pad;
    context.font = ink.font;
    context.textBaseline = 'middle';
    for (const key of keys) {
      key.draw(context, x + 13 * ratio, y + 12 * ratio, ink, ratio);
      context.fillStyle = ink.text;
      context.fillText(key.name, x + 30 * ratio, y + 12 * ratio);
      x += 46 * ratio + context.measureText(key.name).width;
    }
    context.textBaseline = 'top';
    y += 26 * ratio;
  }
  y += 8 * ratio;
  context.font = ink.font;
  context.fillStyle = ink.faint;
  for (const note of small) {
    context.fillText(note, pad, y);
    y += line;
  }
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
}

export function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}
