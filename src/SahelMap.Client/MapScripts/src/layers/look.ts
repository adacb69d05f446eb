import type { LayerSpecification } from 'maplibre-gl';
import { GROUND } from '../palette.ts';
import type { LayerName, Theme } from '../state.ts';
import type { Texts } from '../texts.ts';

/** What the drawing depends on besides data: changing it repaints the same layers. */
export interface Look {
  theme: Theme;
  texts: Texts;
}

/** Some layers of the style, drawn together and switched together. */
export interface LayerGroup {
  /** The switch in the address bar that shows it; null: always shown. */
  switch: LayerName | null;
  layers(look: Look): LayerSpecification[];
}

// MapLibre draws letters from the reader's own fonts when a style names no glyph server. It reads the weight off the first name.
const FAMILIES = ['system-ui', 'Segoe UI', 'Roboto', 'Noto Sans', 'Liberation Sans', 'sans-serif'];
export const REGULAR = ['SahelMap Regular', ...FAMILIES];
export const MEDIUM = ['SahelMap Medium', ...FAMILIES];
export const BOLD = ['SahelMap Semibold', ...FAMILIES];
export const ITALIC = ['SahelMap Italic', ...FAMILIES];

/**
 * Places for a name around its point, nearest first: close by, and clear of a circle that lies on the point.
 * @param near, far in ems
 */
export const around = (near: number, far: number): (string | [number, number])[] =>
  [near, far].flatMap(d => ['left', [d, 0], 'right', [-d, 0], 'top', [0, d], 'bottom', [0, -d]] as (string | [number, number])[]);

export const ground = (look: Look) => GROUND[look.theme];
