import type { App } from './app.ts';
import { patchOf } from './interop.ts';
import type { Hit } from './map/pick.ts';
import type { WireCounts, WireState } from './wire.ts';

/** What browser tests and a curious reader may ask at window.sahelmap. Nothing in the page depends on it. */
export interface Hooks {
  /** The map's style stands and every first fetch has ended. */
  ready: Promise<void>;
  state(): WireState;
  counts(): WireCounts;
  /** Resolves when tiles and data are drawn and nothing waits to be. */
  idle(): Promise<void>;
  /** What a click there would find, first first. Pixels from the map's upper left corner. */
  featuresAt(x: number, y: number): { kind: string; id: string }[];
  /** Pixels of a place. */
  project(lon: number, lat: number): { x: number; y: number } | null;
  /** Changes the state as interop's patchState does; resolves when it is counted and drawn, with the milliseconds of script that took. */
  timed(patch: Record<string, unknown>): Promise<{ count: number; all: number }>;
  /** The clusters or hexagons that stand for the incidents; empty while points are drawn. */
  gathered(): { lon: number; lat: number; incidents: number; deaths: number }[];
  progress(): { loaded: number; total: number | null; done: boolean; epoch: string | null; position: number | null };
}

export function hooks(app: App): Hooks {
  const frame = () => new Promise<void>(resolve => requestAnimationFrame(() => resolve()));
  const mapAt = (x: number) => {
    const { second } = app.compare;
    return second && x > second.share * (app.map.canvas?.map.getContainer().clientWidth ?? 0) ? second.part : app.map;
  };
  const ready = Promise.all([app.loaded, app.maps.opened.then(() => app.map.canvas?.loaded)]).then(() => undefined);
  return {
    ready,
    state: () => app.tell.wireState(),
    counts: () => app.tell.wireCounts(),
    async idle() {
      await Promise.all([ready, app.finder.selected]);
      do {
        await frame();
        if (app.pending) continue;
        // Names wait a moment for the brush to rest.
        await new Promise(resolve => setTimeout(resolve, 150));
        for (const one of [app.map.canvas, app.compare.second?.part.canvas]) {
          if (!one) continue;
          const drawn = one.map.once('idle');
          one.map.triggerRepaint();
          await drawn;
        }
      } while (app.pending || (app.state.compare && !app.compare.second));
    },
    // Right of the line lies the second map, while two periods are compared.
    featuresAt: (x, y) => (mapAt(x).pointerHits(x, y) as Hit[]).map(({ kind, id }) => ({ kind, id })),
    project: (lon, lat) => {
      const point = app.map.canvas?.map.project([lon, lat]);
      return point ? { x: point.x, y: point.y } : null;
    },
    async timed(patch) {
      app.update(patchOf(patch, app.state.layers), 'shown');
      while (app.pending) await frame();
      return app.took;
    },
    gathered: () => (app.state.show === 'points' ? [] : (app.map.gathering?.list() ?? [])),
    progress: () => ({ ...app.store.progress, epoch: app.store.epoch, position: app.store.position }),
  };
}
