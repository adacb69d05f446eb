import type { App } from '../app.ts';
import { boundsOf } from '../data/geometry.ts';
import type { Drawing, DrawKind } from '../draw/drawing.ts';
import type { Drawable } from '../draw/parts.ts';
import type { Measure } from '../measure/measure.ts';
import type { MapCanvas } from './canvas.ts';
import type { Furniture } from './furniture.ts';

/** What a hand can take up at a map: the pen and the measure, one at a time. Both are fetched when somebody asks for them. */
export class Tools {
  private drawing: Drawing | null = null;
  private measure: Measure | null = null;
  private measureAsked = false;
  private drawAsked = 0;
  private preparing = false;

  /** @param onTaken what the pointer was about to do is off */
  constructor(private readonly app: App, private readonly canvas: MapCanvas, private readonly furniture: Furniture, private readonly onTaken: () => void) {}

  /** Clicks then draw, or wait for the tools; they select nothing. */
  get inHand(): boolean {
    return this.preparing || this.measure !== null || (this.drawing?.active ?? false);
  }

  /** Fetches the drawing tools before somebody asks for them. */
  prepareDraw(): void {
    void import('../draw/drawing.ts').catch(() => undefined); // startDraw asks again, and says it
  }

  /** @returns true once one can draw; false where that cannot be, or it was given up meanwhile. */
  async startDraw(kind: DrawKind, geometry: Drawable | null): Promise<boolean> {
    this.stopDraw(false);
    this.measure?.close();
    const asked = this.drawAsked;
    this.preparing = true;
    try {
      const [{ Drawing }] = await Promise.all([import('../draw/drawing.ts'), this.canvas.loaded]);
      if (asked !== this.drawAsked) return false;
      this.drawing = new Drawing(this.canvas.map, this.app.theme, (step, drawn) => this.app.tell.listener?.onDrawn(step, drawn && JSON.stringify(drawn)));
      this.onTaken();
      if (geometry) this.canvas.show(boundsOf(geometry.type === 'Point' ? { type: 'Polygon', coordinates: [[geometry.coordinates]] } : geometry));
      this.drawing.start(kind, geometry);
      this.app.tell.trouble('drawing', null);
      return true;
    } catch (error) {
      this.drawing?.stop(false);
      this.app.tell.trouble('drawing', String(error instanceof Error ? error.message : error));
      return false;
    } finally {
      if (asked === this.drawAsked) this.preparing = false;
    }
  }

  /** Opens the measure, or closes it. While something is drawn it stays away: one click cannot mean both. */
  async toggleMeasure(): Promise<void> {
    if (this.measure) return this.measure.close();
    if (this.inHand || this.measureAsked) return;
    this.measureAsked = true;
    try {
      const [{ Measure }] = await Promise.all([import('../measure/measure.ts'), this.canvas.loaded]);
      if (this.inHand) return;
      this.onTaken();
      this.measure = new Measure(this.canvas.map.getContainer(), this.canvas.map, this.app.texts, this.app.theme, () => {
        this.measure = null;
        this.furniture.showMeasuring(false);
      });
      this.furniture.showMeasuring(true);
      this.app.tell.trouble('measure', null);
    } catch (error) {
      this.app.tell.trouble('measure', String(error instanceof Error ? error.message : error));
    } finally {
      this.measureAsked = false;
    }
  }

  stopDraw(accept: boolean): Drawable | null {
    this.drawAsked++;
    this.preparing = false;
    return this.drawing?.stop(accept) ?? null;
  }

  /** After another language or theme. */
  write(): void {
    this.measure?.write();
  }

  putDown(): void {
    this.stopDraw(false);
    this.measure?.close();
  }
}
