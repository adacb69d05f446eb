/** A drawing of the legend, in the page's pixels. */
export interface Sign {
  image: CanvasImageSource;
  width: number;
  height: number;
}

/** A line of the map's legend taken apart: its signs and words in their order. */
export interface LegendRow {
  /** A sentence over the whole width. */
  note: boolean;
  /** Its signs are as large as the map draws them. */
  toScale: boolean;
  items: (string | Sign)[];
}

/** Reads the legend as the map has drawn it, so that a picture shows what the map shows, whatever that comes to be. */
export function rowsOf(legend: HTMLElement): Promise<LegendRow[]> {
  return Promise.all(linesOf(legend).map(async ({ row, items }) => ({
    note: row.tagName === 'P',
    toScale: isToScale(row),
    items: await Promise.all(items.map(piece => (typeof piece === 'string' ? piece : signOf(piece)))),
  })));
}

/** How many lines that makes. */
export const countRows = (legend: HTMLElement | null) => (legend ? linesOf(legend).length : 12);

const isToScale = (row: Element) => row.classList.contains('sm-legend-sizes');
/** Steps of one scale stand beside each other. */
const isOne = (row: Element) => isToScale(row) || row.classList.contains('sm-legend-ramp');

/** Signs that stand in one line for want of room get lines of their own; circles of different sizes stay beside each other. */
function linesOf(legend: HTMLElement): { row: Element; items: Piece[] }[] {
  return [...legend.children].flatMap(row => {
    const all = pieces(row);
    const starts = isOne(row) ? [0] : all.flatMap((piece, n) => (n === 0 || typeof piece !== 'string' ? [n] : []));
    return starts.map((start, n) => ({ row, items: all.slice(start, starts[n + 1]) }));
  });
}

type Piece = string | SVGSVGElement | HTMLCanvasElement;

function pieces(element: Element): Piece[] {
  return [...element.childNodes].flatMap(node => {
    if (node instanceof SVGSVGElement || node instanceof HTMLCanvasElement) return [node];
    const step = node instanceof HTMLElement ? node.style.getPropertyValue('--step') : '';
    if (step) return [swatch(step), ...pieces(node as HTMLElement)];
    if (node instanceof Element) return pieces(node);
    const text = node.textContent?.trim() ?? '';
    return text ? [text] : [];
  });
}

function swatch(colour: string): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: 28, height: 28 });
  canvas.style.width = '14px';
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 28, 28);
  return canvas;
}

async function signOf(drawing: SVGSVGElement | HTMLCanvasElement): Promise<Sign> {
  if (drawing instanceof HTMLCanvasElement) {
    const width = Number.parseFloat(drawing.style.width) || drawing.width;
    return { image: drawing, width, height: (width * drawing.height) / drawing.width };
  }
  const [width, height] = ['width', 'height'].map(side => Number(drawing.getAttribute(side)));
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  return { image, width, height };
}
