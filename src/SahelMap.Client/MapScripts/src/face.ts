import type { App, Dirty } from './app.ts';
import type { MapPart } from './mappart.ts';
import type { CanvasMade } from './map/canvas.ts';

/** Makes a map that shows the page, or a face of it. Handed over, so that files that are fetched later hold no map library. */
export type MakeMap = (face: App, container: HTMLElement, made: CanvasMade) => MapPart;

/** For a map that has drawn nothing yet. */
export const EVERYTHING: Dirty = { incidents: true, filter: true, period: true, zones: true, overlaps: true, mandates: true, look: true, layers: true, selection: true, compare: true };

/** The page as another map shows it: in another period, another theme. What is not named is the page's own, and what is told goes to the page. */
export function faceOf(app: App, own: Partial<Pick<App, 'period' | 'aggregated' | 'incidents' | 'zones' | 'overlaps' | 'theme' | 'tell'>>): App {
  return new Proxy(app, {
    get(page, name) {
      if (name in own) return own[name as keyof typeof own];
      const value: unknown = Reflect.get(page, name, page);
      return typeof value === 'function' ? value.bind(page) : value;
    },
  });
}
