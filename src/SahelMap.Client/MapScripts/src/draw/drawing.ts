import type { Map as MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode, TerraDrawSessionUndoRedo, type GeoJSONStoreFeatures } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Theme } from '../state.ts';
import { apart, assembled, type Drawable } from './parts.ts';

export type DrawKind = 'polygon' | 'point';

/**
 * One geometry being drawn or changed. Enter, a double click or a click on the first point end a polygon; then its
 * corners can be dragged, added on an edge and removed (right click). Ctrl+Z takes a step back, Escape gives up.
 */
export class Drawing {
  private readonly draw: TerraDraw;
  private holes = new Map<string | number, GeoJSON.Position[][]>();
  private kind: DrawKind = 'polygon';
  private emitting = 0;

  /** @param onDrawn the geometry after each finished step; null when it was given up. */
  constructor(private readonly map: MapLibreMap, theme: Theme, private readonly onDrawn: (geometry: Drawable | null) => void) {
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
        new TerraDrawPolygonMode({ styles: { ...polygon, closingPointColor: paper, closingPointOutlineColor: colour, closingPointOutlineWidth: 2 }, pointerDistance: 24 }),
        new TerraDrawPointMode({ styles: { pointColor: colour, pointOutlineColor: paper, pointOutlineWidth: 3, pointWidth: 8 } }),
        new TerraDrawSelectMode({
          styles: vertices,
          // Escape is ours; a selected shape stays selected while it is edited.
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
    document.addEventListener('keydown', this.key, true);
    if (geometry) this.take(geometry);
    else this.draw.setMode(kind);
    this.map.getCanvas().focus({ preventScroll: true });
  }

  /** Ends drawing. @returns what was drawn, or null. */
  stop(accept: boolean): Drawable | null {
    if (!this.draw.enabled) return null;
    const geometry = accept ? this.geometry() : null;
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
    const parts = apart(geometry);
    const features = parts.map(part => ({
      id: this.draw.getFeatureId(), type: 'Feature' as const, geometry: part.geometry, properties: { mode: this.kind },
    }));
    const results = this.draw.addFeatures(features as GeoJSONStoreFeatures[]);
    const bad = results.find(result => !result.valid);
    if (bad) throw new Error(`This shape cannot be edited: ${bad.reason ?? 'unknown reason'}.`);
    features.forEach((feature, n) => this.holes.set(feature.id, parts[n].holes));
    this.draw.setMode('select');
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

  private readonly key = (event: KeyboardEvent) => {
    const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
    if (field) return;
    if (event.key === 'Escape') {
      const drawing = this.draw.getMode() !== 'select' && this.features().length > 0;
      // The first Escape drops an unfinished outline, the second gives up.
      if (drawing) return void this.draw.setMode(this.draw.getMode());
      this.end();
      this.onDrawn(null);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      if (event.shiftKey) this.draw.redo();
      else this.draw.undo();
      this.emitSoon();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private emitSoon(): void {
    window.clearTimeout(this.emitting);
    this.emitting = window.setTimeout(() => {
      const geometry = this.draw.enabled && this.draw.getMode() === 'select' ? this.geometry() : null;
      if (geometry) this.onDrawn(geometry);
    }, 60);
  }

  private geometry(): Drawable | null {
    const parts = this.features().map(({ id, geometry }) => ({ geometry: geometry as GeoJSON.Polygon | GeoJSON.Point, holes: this.holes.get(id!) ?? [] }));
    return assembled(parts);
  }

  /** What is drawn, without the handles that stand on it. */
  private features(): GeoJSONStoreFeatures[] {
    return this.draw.getSnapshot().filter(feature => feature.properties.mode === this.kind && feature.geometry.type === (this.kind === 'polygon' ? 'Polygon' : 'Point'));
  }
}
