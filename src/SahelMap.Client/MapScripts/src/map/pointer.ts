import type { MapMouseEvent } from 'maplibre-gl';
import type { App } from '../app.ts';
import { OVERLAPS } from '../layers/overlaps.ts';
import { ZONES } from '../layers/zones.ts';
import type { MapCanvas } from './canvas.ts';
import { hitsAt, type Hit } from './pick.ts';
import { Tooltip } from './tooltip.ts';
import { describe } from './words.ts';

/** How many incidents lying on each other a click can go through. */
const DEPTH = 8;
const SAME_PLACE = 6;

/** Hover tells, a click selects; a second click at the same place goes on to what lies below. */
export class Pointer {
  private readonly tooltip: Tooltip;
  private frame = 0;
  private last: { x: number; y: number } | null = null;

  constructor(container: HTMLElement, private readonly canvas: MapCanvas, private readonly app: App) {
    this.tooltip = new Tooltip(container);
    const { map } = canvas;
    map.on('mousemove', event => this.hoverSoon(event));
    map.on('mouseout', () => this.rest());
    map.on('movestart', () => this.rest());
    map.on('click', event => this.click(event));
  }

  hits(x: number, y: number, depth: number): Hit[] {
    const { store, zones, overlaps } = this.app;
    return hitsAt(this.canvas, store.columns, x, y, { zones: zones.visible, overlaps }, depth);
  }

  private hoverSoon(event: MapMouseEvent): void {
    // A finger has no hover; a tap would leave a tooltip behind.
    if ((event.originalEvent as PointerEvent).pointerType === 'touch' || this.app.map.isDrawing) return;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.hover(event.point.x, event.point.y));
  }

  private hover(x: number, y: number): void {
    if (this.canvas.map.isMoving() || this.app.map.isDrawing) return;
    const [hit] = this.hits(x, y, 1);
    const words = hit ? describe(hit, this.app.store, this.app.texts, this.app.theme) : null;
    this.canvas.map.getCanvas().style.cursor = hit ? 'pointer' : '';
    this.canvas.flag(ZONES, 'hover', new Set(hit?.kind === 'deployment' ? [hit.id] : []));
    this.canvas.flag(OVERLAPS, 'hover', new Set(hit?.kind === 'overlap' ? [hit.id] : []));
    if (words) this.tooltip.show(x, y, words.colour, words.lines);
    else this.tooltip.hide();
  }

  /** Nothing is pointed at. */
  rest(): void {
    cancelAnimationFrame(this.frame);
    this.tooltip.hide();
    this.canvas.flag(ZONES, 'hover', new Set());
    this.canvas.flag(OVERLAPS, 'hover', new Set());
  }

  private click(event: MapMouseEvent): void {
    if (this.app.map.isDrawing) return;
    const { x, y } = event.point;
    const hits = this.hits(x, y, DEPTH);
    const again = this.last && Math.hypot(this.last.x - x, this.last.y - y) < SAME_PLACE;
    const at = again ? hits.findIndex(hit => hit.kind === this.app.state.selection?.kind && hit.id === this.app.state.selection.id) : -1;
    this.last = { x, y };
    const hit = hits.length > 0 ? hits[(at + 1) % hits.length] : null;
    this.app.select(hit && { kind: hit.kind, id: hit.id });
  }
}
