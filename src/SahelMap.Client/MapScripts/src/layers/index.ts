import { land, placeNames } from './basemap.ts';
import { circles } from './gathered.ts';
import type { LayerGroup } from './look.ts';
import { overlaps } from './overlaps.ts';
import { study } from './study.ts';
import { sites, zoneEdges, zoneGrounds, zoneNames } from './zones.ts';

/** Everything the style draws, from the ground up. A new layer is a file beside this one and a line here. */
export const BELOW_INCIDENTS: LayerGroup[] = [land, zoneGrounds, overlaps, zoneEdges, study];
export const ABOVE_INCIDENTS: LayerGroup[] = [placeNames, zoneNames, sites, circles];
export const GROUPS: LayerGroup[] = [...BELOW_INCIDENTS, ...ABOVE_INCIDENTS];
