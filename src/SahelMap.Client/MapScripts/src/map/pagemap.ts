import type { MapPart } from '../mappart.ts';

/** What the page asks of its map, whether it is still (still.ts) or can be moved (mappart.ts). */
export type PageMap = Pick<MapPart,
  'canvas' | 'tools' | 'gathering' | 'area' | 'highlighted' | 'draw' | 'view' | 'goTo' | 'ring' | 'pulse' | 'flyToSelection' | 'highlightOverlap' | 'showArea' | 'pointerHits' | 'rowsInView'> & { twin: MapPart | null };
