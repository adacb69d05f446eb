import type { Theme } from '../state.ts';
import { GROUND, hatchColour } from '../palette.ts';
import { isSite, type DeploymentKind } from '../vocabulary.ts';

// Images for the style, drawn here: nothing is fetched. Symbols are drawn at twice their size for sharp edges.
const RATIO = 2;
/** A pattern is drawn at the screen's own size: made smaller while drawing, thin lines fall to dots. */
export const PATTERN_RATIO = Math.max(1, Math.round(window.devicePixelRatio || 1));

/** The overlap's hatch: of whole countries that coincide, of zones that do, and of the one that is looked at. */
export const HATCHES = { faint: 'hatch-faint', plain: 'hatch', strong: 'hatch-strong' } as const;
export type Hatch = keyof typeof HATCHES;

function canvas(size: number, ratio: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size * ratio;
  const context = element.getContext('2d', { willReadFrequently: true })!;
  context.scale(ratio, ratio);
  return context;
}

/** For a canvas that is scaled by the screen's own ratio. */
export function hatchPattern(pen: CanvasRenderingContext2D, theme: Theme, how: Hatch): CanvasPattern {
  const pattern = pen.createPattern(drawHatch(theme, how).canvas, 'repeat')!;
  pattern.setTransform(new DOMMatrix().scale(1 / PATTERN_RATIO));
  return pattern;
}

const imageOf = (context: CanvasRenderingContext2D) => context.getImageData(0, 0, context.canvas.width, context.canvas.height);

export const hatch = (theme: Theme, how: Hatch) => imageOf(drawHatch(theme, how));

/** Diagonal lines that join at the tile's edges. */
function drawHatch(theme: Theme, how: Hatch): CanvasRenderingContext2D {
  const size = 12;
  const context = canvas(size, PATTERN_RATIO);
  context.strokeStyle = hatchColour(theme, { faint: 0.76, plain: 0.42, strong: 0 }[how]);
  context.lineWidth = { faint: 1, plain: 1.3, strong: 2.6 }[how];
  context.lineCap = 'square';
  for (const shift of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
    context.stroke();
  }
  return context;
}

export const siteSymbol = (kind: DeploymentKind, colour: string) => `site-${kind}-${colour}`;

/** Reads what siteSymbol wrote. */
export function parseSiteSymbol(id: string): { kind: DeploymentKind; colour: string } | null {
  const parts = /^site-(\w+)-(#[0-9A-Fa-f]{6})$/.exec(id);
  return parts && isSite(parts[1] as DeploymentKind) ? { kind: parts[1] as DeploymentKind, colour: parts[2] } : null;
}

/** A small plate with the actor's colour round it: a ridge tent for a camp, a bar for a base, a ringed disc for a headquarters. */
export function siteImage(kind: DeploymentKind, colour: string, theme: Theme): ImageData {
  const context = canvas(18, RATIO);
  drawSite(context, kind, colour, theme);
  return imageOf(context);
}

/** Into an 18 × 18 box. */
export function drawSite(context: CanvasRenderingContext2D, kind: DeploymentKind, colour: string, theme: Theme): void {
  const ground = GROUND[theme];
  context.lineJoin = 'round';
  context.fillStyle = ground.halo;
  context.beginPath();
  context.roundRect(0.5, 0.5, 17, 17, 4.5);
  context.fill();
  context.fillStyle = theme === 'dark' ? '#23282D' : '#FFFFFF';
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.beginPath();
  context.roundRect(2.4, 2.4, 13.2, 13.2, 3);
  context.fill();
  context.stroke();
  context.fillStyle = colour;
  context.beginPath();
  if (kind === 'Camp') {
    context.moveTo(9, 5.2);
    context.lineTo(13.2, 12.6);
    context.lineTo(4.8, 12.6);
    context.closePath();
  } else if (kind === 'Base') {
    context.rect(5.4, 7, 7.2, 4);
  } else {
    context.arc(9, 9, 2.1, 0, 2 * Math.PI);
  }
  context.fill();
  if (kind === 'Headquarters') {
    context.lineWidth = 1.3;
    context.beginPath();
    context.arc(9, 9, 4.1, 0, 2 * Math.PI);
    context.stroke();
  }
}
