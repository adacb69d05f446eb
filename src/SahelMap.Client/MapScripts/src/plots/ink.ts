import { NO_COLOUR, overlapColour, readableLine } from '../palette.ts';
import type { Theme } from '../state.ts';
import type { Tone } from './spec.ts';

/** Colours, marks and dashes of a plot: a tone is told by three things, so that no reader needs the colour. */
export interface Ink {
  text: string;
  faint: string;
  line: string;
  paper: string;
  font: string;
  of(tone: Tone): string;
}

const HUES: Record<Exclude<Tone, 'both' | 'plain'>, string> = { poc: '#0072B2', ct: '#E69F00', neither: NO_COLOUR };

export const DASHES: Record<Tone, number[]> = { both: [], poc: [9, 3], ct: [4, 3], neither: [1.5, 2.5], plain: [] };

export function inkOf(theme: Theme, ratio: number): Ink {
  const dark = theme === 'dark';
  return {
    text: dark ? '#E6E9EC' : '#1B1F23',
    faint: dark ? '#A3ADB7' : '#57606A',
    line: dark ? '#333B43' : '#DFE3E8',
    paper: dark ? '#15191D' : '#FFFFFF',
    font: `${12 * ratio}px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif`,
    of(tone) {
      if (tone === 'both') return overlapColour(theme);
      if (tone === 'plain') return dark ? '#6CB8E6' : '#005B8F';
      return readableLine(HUES[tone], theme);
    },
  };
}

/** Both a diamond, protection a disc, counterterrorism a square, neither a ring. @param r half its width, in canvas pixels */
export function mark(context: CanvasRenderingContext2D, tone: Tone, x: number, y: number, r: number, colour: string, paper: string): void {
  context.beginPath();
  if (tone === 'both') {
    const d = r * 1.25;
    context.moveTo(x, y - d);
    context.lineTo(x + d, y);
    context.lineTo(x, y + d);
    context.lineTo(x - d, y);
    context.closePath();
  } else if (tone === 'ct') context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = tone === 'neither' ? paper : colour;
  context.fill();
  context.lineWidth = tone === 'neither' ? r * 0.5 : r * 0.3;
  context.strokeStyle = tone === 'neither' ? colour : paper;
  context.stroke();
}

export function stroke(context: CanvasRenderingContext2D, from: [number, number], to: [number, number], colour: string, width: number, dash: number[] = []): void {
  context.beginPath();
  context.setLineDash(dash);
  context.moveTo(...from);
  context.lineTo(...to);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}
