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
  return Promise.all([...legend.children].map(async row => ({
    note: row.tagName === 'P',
    toScale: row.classList.contains('sm-legend-sizes'),
    items: await Promise.all(pieces(row).map(piece => (typeof piece === 'string' ? piece : signOf(piece)))),
  })));
}

function pieces(element: Element): (string | SVGSVGElement | HTMLCanvasElement)[] {
  return [...element.childNodes].flatMap(node => {
    if (node instanceof SVGSVGElement || node instanceof HTMLCanvasElement) return [node];
    if (node instanceof Element) return pieces(node);
    const text = node.textContent?.trim() ?? '';
    return text ? [text] : [];
  });
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
