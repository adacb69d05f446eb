import type { App } from '../app.ts';
import { EVERYTHING, type MakeMap } from '../face.ts';
import type { StillMap } from './still.ts';

/** A page at which nobody reaches gets its map this long after its data. */
const UNTOUCHED_MS = 5000;
/** A slow link gets the map's code after the first data, but not later than this. */
const DATA_MS = 8000;
/** So long .NET waits for a map that is being drawn. */
const DRAWN_MS = 5000;

const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'focusin'] as const;

/**
 * Fetches and makes the map, whose code and WebGL context take the thread for a while, longest where graphics are slow. Until
 * then the still map shows the same data; the first sign of a person at the page brings the one that can be moved.
 */
export class MapDoor {
  make: MakeMap | null = null;
  private settle!: () => void;
  /** Ends when the map is made, or it is known that it cannot be. */
  readonly opened = new Promise<void>(resolve => (this.settle = resolve));
  private shown!: () => void;
  /** Ends when it is drawn with what lies under it; who takes the thread or the line for long waits for that. */
  readonly drawn = new Promise<void>(resolve => (this.shown = resolve));
  private opening = false;
  private readonly touched = new Promise<void>(resolve => {
    const touch = () => {
      for (const sign of SIGNS) removeEventListener(sign, touch, true);
      resolve();
    };
    for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
  });
  private needed!: () => void;
  private readonly need = new Promise<void>(resolve => (this.needed = resolve));

  constructor(private readonly app: App, private readonly still: StillMap, private readonly container: HTMLElement) {}

  /** Something has changed: what the still map does not show brings the map, and until that is drawn the still one follows. */
  check(): void {
    if (!this.still.enough) this.needed();
    if (this.make) this.still.paint();
  }

  /** The server is in trouble: no reason to wait for its data. */
  hurry(): void {
    this.needed();
  }

  async open(): Promise<void> {
    if (this.make || this.opening) return;
    this.opening = true;
    try {
      this.check();
      await Promise.race([this.app.loaded.catch(() => undefined), this.need, pause(DATA_MS)]);
      const seen = stillSeen();
      this.fetchAhead();
      await Promise.race([this.touched, this.need, pause(UNTOUCHED_MS)]);
      await seen;
      document.documentElement.classList.add('sm-opening');
      const { MapPart } = await import('../mappart.ts');
      this.make = (face, container, made) => new MapPart(face, container, made);
      this.app.tell.trouble('map', null);
      const map = this.make(this.app, this.container, {});
      if (map.canvas) {
        this.still.clear();
        this.app.map = map;
        // The still map has done its work; or somebody moves the map, and it would stand still.
        for (const moment of ['load', 'movestart'] as const) map.canvas.map.once(moment, () => this.still.remove());
        map.canvas.map.once('load', () => {
          performance.mark('sahelmap:painted');
          this.shown();
        });
        this.app.mark(EVERYTHING);
      } else this.still.stay();
      // A hidden tab draws nothing, and slow graphics must not keep the lists away.
      if (!map.canvas || document.hidden) this.shown();
      else void pause(DRAWN_MS).then(this.shown);
    } catch (error) {
      this.app.tell.trouble('map', String(error instanceof Error ? error.message : error));
      this.shown();
    } finally {
      this.opening = false;
      document.documentElement.classList.remove('sm-opening');
      this.settle();
    }
  }

  /** Fetched and compiled, not run. */
  private fetchAhead(): void {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: import.meta.resolve('./map.js') }));
  }
}

/** The first data are painted: what comes next keeps the thread from painting anything. */
async function stillSeen(): Promise<void> {
  if (document.hidden) return;
  await Promise.race([new Promise(resolve => new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true })), pause(DATA_MS)]);
  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  performance.mark('sahelmap:data');
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
