import type { App } from '../app.ts';
import { formatDay, today } from '../days.ts';
import type { MakeMap } from '../face.ts';
import { linkToHere } from '../link.ts';
import { inkOf } from '../plots/ink.ts';
import type { Theme } from '../state.ts';
import { periodInWords } from '../wording.ts';
import { drawFramed, type Framed } from './frame.ts';
import { countRows, rowsOf } from './legendrows.ts';
import { paperOf } from './paper.ts';
import { drawSheet, planOf, type Wanted } from './sheet.ts';
import { liveShot, shoot, type StageSize } from './stage.ts';
import { wordsOf } from './words.ts';

export interface PictureChoice {
  /** screen: the map as large as it is there; the others name the whole picture. */
  size: 'screen' | 'hd' | 'a4Landscape' | 'a4Portrait';
  theme: Theme;
}

/** A4 at 200 dots an inch and 1920 × 1080, in pixels of a page whose words can be read at arm's length. */
const WHOLE: Record<Exclude<PictureChoice['size'], 'screen'>, StageSize> = {
  hd: { width: 1536, height: 864, ratio: 1.25 },
  a4Landscape: { width: 1123, height: 794, ratio: 2339 / 1123 },
  a4Portrait: { width: 794, height: 1123, ratio: 2339 / 1123 },
};
/** The map on paper, in the shape that fits a page upright and across. */
const PAPER: StageSize = { width: 930, height: 660, ratio: 2 };
/** How large its pixels are there, in pixels of paper (1/96 inch), about: 930 of them on some 20 cm. */
const ON_PAPER = 0.8;

/** Pictures of the map that can leave the page, and its page for print. This file is fetched when the first is asked for. */
export class Pictures {
  private paper: HTMLElement | null = null;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly app: App, private readonly makeMap: MakeMap) {
    window.addEventListener('beforeprint', () => this.beforePrint());
    window.addEventListener('afterprint', () => this.putAway());
  }

  /** One at a time: each has a map of its own while it is made. */
  private inTurn(task: () => Promise<void>): Promise<void> {
    return (this.work = this.work.catch(() => undefined).then(async () => {
      const notice = this.sayMaking();
      try {
        await task();
      } finally {
        notice.remove();
      }
    }));
  }

  save(choice: PictureChoice): Promise<void> {
    return this.inTurn(async () => {
      const blob = await this.png(choice);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `sahelmap-${formatDay(today())}.png`;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  private async png({ size, theme }: PictureChoice): Promise<Blob> {
    const { app } = this;
    const words = wordsOf(app, this.sources(), await this.link());
    const plan = planOf(this.wanted(size), words, app.texts, countRows(document.querySelector('#map > .sm-legend > div')));
    const { framed, legend, scale } = await this.shoot({ width: Math.round(plan.map.width), height: Math.round(plan.map.height), ratio: plan.ratio }, theme);
    const canvas = drawSheet(plan, framed, await rowsOf(legend), scale, inkOf(theme, 1), app.texts);
    return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error(app.texts.get('map.picture.tooLarge')))), 'image/png'));
  }

  private wanted(size: PictureChoice['size']): Wanted {
    if (size !== 'screen') return { whole: WHOLE[size] };
    const { width, height } = document.getElementById('map')!.getBoundingClientRect();
    return { map: { width, height, ratio: Math.max(1, window.devicePixelRatio) } };
  }

  private async shoot(size: StageSize, theme: Theme): Promise<{ framed: Framed; legend: HTMLElement; scale: number }> {
    const { app } = this;
    const first = await shoot(app, this.makeMap, size, theme, 'first');
    const second = app.state.compare && app.compare.second ? await shoot(app, this.makeMap, size, theme, 'second') : null;
    return { framed: this.framed(first.canvas, second?.canvas ?? null, first.view), legend: first.legend, scale: first.scale };
  }

  private framed(first: HTMLCanvasElement, second: HTMLCanvasElement | null, view: Framed['view']): Framed {
    const { app } = this;
    const periods = second ? [app.period, app.compare.second!.period] : [];
    return { first, second, share: app.compare.second?.share ?? 1, view, marks: periods.map(period => periodInWords(...period, app.texts.language, true)) };
  }

  /** As the map's own corner names them. */
  private sources(): string[] {
    return [...document.querySelectorAll('#map > .sm-sources a')].map(link => link.textContent ?? '');
  }

  private async link(): Promise<string> {
    this.app.flushAddress();
    return (await linkToHere()).link;
  }

  // --- paper ---

  /** Draws the map for paper, light, and opens the browser's dialog on the page with it. */
  print(): Promise<void> {
    return this.inTurn(async () => {
      await this.prepare();
      window.print();
    });
  }

  async prepare(): Promise<void> {
    const words = wordsOf(this.app, this.sources(), await this.link());
    const { framed, legend, scale } = await this.shoot(PAPER, 'light');
    // Circles of the legend are to those of the map what they are on the screen, wherever the paper puts them.
    legend.style.setProperty('--circles', String(scale * ON_PAPER));
    this.put(paperOf(this.onPaper(framed, PAPER, 'light'), legend, words, this.app.texts.get('map.picture.neutral')));
  }

  /** A browser that prints without having asked gets the map of the screen, as it is. */
  private beforePrint(): void {
    const { app } = this;
    const canvas = app.map.canvas;
    const first = this.paper ? null : liveShot(app, 'first');
    if (!first || !canvas) return;
    const { width, height } = canvas.map.getContainer().getBoundingClientRect();
    const size = { width, height, ratio: first.width / width };
    const framed = this.framed(first, app.compare.second ? liveShot(app, 'second') : null, app.map.view());
    const legend = copyOf(document.querySelector<HTMLElement>('#map > .sm-legend > div'));
    const sheet = paperOf(this.onPaper(framed, size, app.theme), legend, wordsOf(app, this.sources(), location.href), app.texts.get('map.picture.neutral'));
    sheet.dataset.ground = app.theme;
    this.put(sheet);
  }

  private onPaper(framed: Framed, size: StageSize, theme: Theme): HTMLCanvasElement {
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(size.width * size.ratio), height: Math.round(size.height * size.ratio) });
    const context = canvas.getContext('2d')!;
    context.scale(size.ratio, size.ratio);
    drawFramed(context, framed, { x: 0, y: 0, width: size.width, height: size.height }, inkOf(theme, 1), this.app.texts);
    return canvas;
  }

  private put(sheet: HTMLElement): void {
    this.putAway();
    this.paper = sheet;
    document.body.append(sheet);
  }

  private putAway(): void {
    this.paper?.remove();
    this.paper = null;
  }

  private sayMaking(): HTMLElement {
    const notice = Object.assign(document.createElement('div'), { className: 'sm-notice' });
    notice.setAttribute('role', 'status');
    notice.append(Object.assign(document.createElement('p'), { textContent: this.app.texts.get('map.picture.making') }));
    document.getElementById('map')!.append(notice);
    return notice;
  }
}

/** A copy of the legend with what is drawn on its canvases. */
function copyOf(legend: HTMLElement | null): HTMLElement {
  if (!legend) return document.createElement('div');
  const copy = legend.cloneNode(true) as HTMLElement;
  const drawn = legend.querySelectorAll('canvas');
  copy.querySelectorAll('canvas').forEach((canvas, n) => canvas.getContext('2d')!.drawImage(drawn[n], 0, 0));
  return copy;
}
