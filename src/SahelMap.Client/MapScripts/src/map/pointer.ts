import type { MapMouseEvent } from 'maplibre-gl';
import type { App } from '../app.ts';
import { OVERLAPS } from '../layers/overlaps.ts';
import { ZONES } from '../layers/zones.ts';
import type { MapCanvas } from './canvas.ts';
import { Card } from './card.ts';
import type { Gathering } from './gathering.ts';
import { hitsAt, type Hit } from './pick.ts';
import { Tooltip } from './tooltip.ts';
import { describe, heldLines } from './words.ts';

/** How many incidents lying on each other a click can go through. */
const DEPTH = 8;
const SAME_PLACE = 6;

/** Hover tells, a click or Enter selects; a second click at the same place goes on to what lies below. */
export class Pointer {
  private readonly tooltip: Tooltip;
  private frame = 0;
  private telling = 0;
  private last: { x: number; y: number } | null = null;
  private readonly card: Card;
  /** The hexagon or cluster whose card was opened last. */
  private told: string | null = null;

  constructor(container: HTMLElement, private readonly canvas: MapCanvas, private readonly app: App, private readonly gathering: Gathering) {
    this.tooltip = new Tooltip(container);
    this.card = new Card(container, app.texts);
    const { map } = canvas;
    map.on('mousemove', event => {
      this.tellSoon(event);
      this.hoverSoon(event);
    });
    map.on('mouseout', () => {
      this.rest();
      this.tell(null);
    });
    map.on('movestart', () => {
      this.rest();
      this.card.close();
    });
    map.on('click', event => this.click(event.point.x, event.point.y));
    // Without a mouse: arrows bring a thing under the cross in the middle, Enter selects it.
    map.getCanvasContainer().append(Object.assign(document.createElement('i'), { className: 'sm-cross' }));
    map.getCanvas().addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.repeat) this.click(container.clientWidth / 2, container.clientHeight / 2);
    });
  }

  hits(x: number, y: number, depth: number): Hit[] {
    const { store, zones, overlaps } = this.app;
    return hitsAt(this.canvas, store.columns, x, y, { zones: zones.visible, overlaps }, depth);
  }

  /** C# writes the position under the pointer in the notation that is chosen. A finger points at nothing between taps. */
  private tellSoon(event: MapMouseEvent): void {
    if ((event.originalEvent as PointerEvent).pointerType === 'touch') return;
    cancelAnimationFrame(this.telling);
    this.telling = requestAnimationFrame(() => this.tell([event.lngLat.lng, event.lngLat.lat]));
  }

  private tell(at: [number, number] | null): void {
    cancelAnimationFrame(this.telling);
    this.app.tell.listener?.onPointed(at && at[0], at && at[1]);
  }

  private hoverSoon(event: MapMouseEvent): void {
    // A finger has no hover; a tap would leave a tooltip behind.
    if ((event.originalEvent as PointerEvent).pointerType === 'touch' || this.app.map.tools?.inHand) return;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.hover(event.point.x, event.point.y));
  }

  private hover(x: number, y: number): void {
    if (this.canvas.map.isMoving() || this.app.map.tools?.inHand) return;
    const [hit] = this.hits(x, y, 1);
    const words = hit ? this.words(hit) : null;
    this.canvas.map.getCanvas().style.cursor = hit ? 'pointer' : '';
    this.canvas.flag(ZONES, 'hover', new Set(hit?.kind === 'deployment' ? [hit.id] : []));
    this.canvas.flag(OVERLAPS, 'hover', new Set(hit?.kind === 'overlap' ? [hit.id] : []));
    this.canvas.hoverIncident(hit?.kind === 'incident' ? hit.row : -1);
    if (words) this.tooltip.show(x, y, words.colour, words.lines);
    else this.tooltip.hide();
  }

  private words(hit: Hit): { colour: string | null; lines: string[] } | null {
    if (hit.kind !== 'cell') return describe(hit, this.app.store, this.app.texts, this.app.theme);
    const held = this.gathering.contents(hit.index);
    return held && { colour: null, lines: heldLines(held, this.app.texts).slice(0, 2) };
  }

  /** Nothing is pointed at. */
  rest(): void {
    cancelAnimationFrame(this.frame);
    this.tooltip.hide();
    this.canvas.hoverIncident(-1);
    this.canvas.flag(ZONES, 'hover', new Set());
    this.canvas.flag(OVERLAPS, 'hover', new Set());
  }

  private click(x: number, y: number): void {
    if (this.app.map.tools?.inHand) return;
    const hits = this.hits(x, y, DEPTH);
    const again = this.last && Math.hypot(this.last.x - x, this.last.y - y) < SAME_PLACE;
    const { selection } = this.app.state;
    const at = again ? hits.findIndex(hit => (hit.kind === 'cell' ? hit.id === this.told : hit.kind === selection?.kind && hit.id === selection.id)) : -1;
    this.last = { x, y };
    const hit = hits.length > 0 ? hits[(at + 1) % hits.length] : null;
    this.card.close();
    this.told = hit?.kind === 'cell' ? hit.id : null;
    if (hit?.kind === 'cell') this.open(hit.index, x, y);
    else this.app.select(hit && { kind: hit.kind, id: hit.id });
  }

  /** A cluster opens by coming nearer; a hexagon, and a cluster that cannot be parted, tell what they hold. */
  private open(index: number, x: number, y: number): void {
    const held = this.gathering.contents(index);
    if (!held) return;
    const [west, south, east, north] = held.bounds;
    const canPart = (east > west || north > south) && this.canvas.map.getZoom() < 11;
    const nearer = () => this.canvas.nearer(held.bounds);
    if (this.app.state.show === 'clusters' && canPart) nearer();
    else this.card.show(x, y, heldLines(held, this.app.texts), { words: this.app.texts.get('map.zoomIn'), act: nearer });
  }
}
