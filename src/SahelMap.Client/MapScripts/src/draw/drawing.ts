import type { Map as MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode, TerraDrawSessionUndoRedo, type GeoJSONStoreFeatures } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Theme } from '../state.ts';
import { apart, assembled, type Drawable } from './parts.ts';

export type DrawKind = 'polygon' | 'point';

/** How far it is: open, nothing whole stands yet; closed, a shape stands and can be changed; done, it is to be taken; dropped, it was given up. */
export type DrawStep = 'open' | 'closed' | 'done' | 'dropped';

/**
 * One geometry being drawn or changed. Enter, a double click or a click on the first or last corner close a polygon; then
 * its corners can be dragged, added on an edge and removed (right click), and Enter says that it is done. Ctrl+Z takes a
 * step back; Escape drops the outline that is open, else gives up.
 */
export class Drawing {
  private readonly draw: TerraDraw;
  private holes = new Map<string | number, GeoJSON.Position[][]>();
  private kind: DrawKind = 'polygon';
  private emitting = 0;
  /** What was last told, as text: selecting a shape is no change of it. */
  private told = '';

  /** @param onStep after each step that changes what is drawn. */
  constructor(private readonly map: MapLibreMap, theme: Theme, private readonly onStep: (step: DrawStep, geometry: Drawable | null) => void) {
    const colour = theme === 'dark' ? '#6CB8E6' : '#005B8F';
    const paper = theme === 'dark' ? '#15191D' : '#FFFFFF';
    const polygon = { fillColor: colour, fillOpacity: 0.15, outlineColor: colour, outlineWidth: 2.5 } as const;
    const vertices = {
      selectionPointColor: paper, selectionPointOutlineColor: colour, selectionPointWidth: 5, selectionPointOutlineWidth: 2,
      midPointColor: colour, midPointOutlineColor: paper, midPointWidth: 3, midPointOutlineWidth: 1,
      selectedPolygonColor: colour, selectedPolygonFillOpacity: 0.15, selectedPolygonOutlineColor: colour, selectedPolygonOutlineWidth: 2.5,
      selectedPointColor: colour, selectedPointOutlineColor: paper, selectedPointOutlineWidth: 3, selectedPointWidth: 8,
    } as const;
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 6 }),
      modes: [
        // Keys are ours: terra-draw hears them only while the focus is on the map's canvas.
        new TerraDrawPolygonMode({
          styles: { ...polygon, closingPointColor: paper, closingPointOutlineColor: colour, closingPointOutlineWidth: 2 },
          pointerDistance: 24, keyEvents: null,
        }),
        new TerraDrawPointMode({ styles: { pointColor: colour, pointOutlineColor: paper, pointOutlineWidth: 3, pointWidth: 8 } }),
        new TerraDrawSelectMode({
          styles: vertices,
          // A selected shape stays selected while it is edited.
          keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
          allowManualDeselection: false,
          pointerDistance: 24,
          flags: {
            polygon: { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } },
            point: { feature: { draggable: true } },
          },
        }),
      ],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo(), sessionLevel: new TerraDrawSessionUndoRedo() },
    });
    this.draw.on('finish', (id, context) => {
      // Not within the event: the mode that sent it is still at work.
      if (context.action === 'draw') queueMicrotask(() => this.drawn(id));
      else this.emitSoon();
    });
    this.draw.on('change', () => {
      if (this.draw.enabled && this.draw.getMode() === 'select') this.emitSoon();
    });
  }

  get active(): boolean {
    return this.draw.enabled;
  }

  start(kind: DrawKind, geometry: Drawable | null): void {
    if (this.draw.enabled) this.draw.stop();
    this.kind = kind;
    this.holes.clear();
    this.draw.start();
    this.draw.clearUndoRedoHistory();
    document.addEventListener('keydown', this.key, true);
    if (geometry) {
      this.take(geometry);
      this.draw.clearUndoRedoHistory(); // a step back begins at what was there
    } else this.draw.setMode(kind);
    this.told = this.text();
    this.map.getCanvas().focus({ preventScroll: true });
  }

  /** Ends drawing. @returns what is drawn and was not told yet, an outline of three corners or more closed; or null. */
  stop(accept: boolean): Drawable | null {
    if (!this.draw.enabled) return null;
    if (accept) this.close();
    const geometry = accept && this.text() !== this.told ? this.geometry() : null;
    this.end();
    return geometry;
  }

  private end(): void {
    window.clearTimeout(this.emitting);
    document.removeEventListener('keydown', this.key, true);
    this.draw.stop();
    this.map.getCanvas().style.cursor = '';
  }

  private take(geometry: Drawable): void {
    this.draw.setMode('select');
    const parts = apart(geometry);
    const features = parts.map(part => ({
      id: this.draw.getFeatureId(), type: 'Feature' as const, geometry: part.geometry, properties: { mode: this.kind },
    }));
    const results = this.draw.addFeatures(features as GeoJSONStoreFeatures[]);
    const bad = results.find(result => !result.valid);
    if (bad) throw new Error(`This shape cannot be edited: ${bad.reason ?? 'unknown reason'}.`);
    features.forEach((feature, n) => this.holes.set(feature.id, parts[n].holes));
    if (features.length > 0) this.draw.selectFeature(features[0].id);
  }

  private drawn(id: string | number): void {
    if (!this.draw.enabled) return;
    // One incident has one place: a second point replaces the first.
    const others = this.features().filter(feature => feature.id !== id);
    if (this.kind === 'point' && others.length > 0) this.draw.removeFeatures(others.map(feature => feature.id!));
    this.draw.setMode('select');
    this.draw.selectFeature(id);
    this.emitSoon();
  }

  /** Closes the open outline. @returns false where there is none with three corners. */
  private close(): boolean {
    const open = this.openOutline();
    if (!open) return false;
    // The ring also holds a corner that follows the pointer: on its way to a button, that is none.
    const corners = (open.geometry as GeoJSON.Polygon).coordinates[0].slice(0, Number(open.properties.committedCoordinateCount));
    if (corners.length < 3) return false;
    this.take({ type: 'Polygon', coordinates: [[...corners, corners[0]]] });
    return true;
  }

  private readonly key = (event: KeyboardEvent) => {
    const at = event.target instanceof Element ? event.target : null;
    if (at?.closest('input, textarea, select, [contenteditable], [role=dialog]')) return;
    if (event.key === 'Escape') this.giveUp();
    else if (event.key === 'Enter') {
      if (at?.closest('button, a, summary')) return;
      if (!event.repeat) this.enter();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      if (event.shiftKey) this.draw.redo();
      else this.draw.undo();
      this.follow();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private giveUp(): void {
    if (this.openOutline()) return this.draw.setMode(this.kind); // terra-draw drops what is unfinished
    this.end();
    this.onStep('dropped', null);
  }

  private enter(): void {
    if (this.close()) this.emit();
    else if (this.draw.getMode() === 'select' && this.geometry()) {
      this.emit();
      this.onStep('done', null);
    }
  }

  /** A closing undone leaves nothing to change, one done again nothing to draw. */
  private follow(): void {
    const [whole] = this.features();
    if (this.draw.getMode() === 'select') {
      if (!whole) this.draw.setMode(this.kind);
    } else if (whole) {
      this.draw.setMode('select');
      this.draw.selectFeature(whole.id!);
    }
    this.emitSoon();
  }

  private emitSoon(): void {
    window.clearTimeout(this.emitting);
    this.emitting = window.setTimeout(() => this.emit(), 60);
  }

  private emit(): void {
    window.clearTimeout(this.emitting);
    const text = this.draw.enabled ? this.text() : this.told;
    if (text === this.told) return;
    this.told = text;
    const geometry = this.geometry();
    this.onStep(geometry ? 'closed' : 'open', geometry);
  }

  private text(): string {
    return JSON.stringify(this.geometry());
  }

  private geometry(): Drawable | null {
    const parts = this.features().map(({ id, geometry }) => ({ geometry: geometry as GeoJSON.Polygon | GeoJSON.Point, holes: this.holes.get(id!) ?? [] }));
    return assembled(parts);
  }

  private openOutline(): GeoJSONStoreFeatures | undefined {
    return this.draw.getSnapshot().find(feature => feature.properties.currentlyDrawing === true && feature.geometry.type === 'Polygon');
  }

  /** What is drawn and whole, without the handles that stand on it. */
  private features(): GeoJSONStoreFeatures[] {
    const type = this.kind === 'polygon' ? 'Polygon' : 'Point';
    return this.draw.getSnapshot().filter(({ properties, geometry }) =>
      properties.mode === this.kind && geometry.type === type && properties.currentlyDrawing !== true);
  }
}
