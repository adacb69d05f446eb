import type { Theme } from './state.ts';
import type { IncidentType, Norm } from './vocabulary.ts';

/** The map's own colours. Light and dark keep the same hues, so that a colour learned on one holds on the other. */
export const GROUND = {
  light: {
    beyond: '#E9E5DB', water: '#C9DCE6', land: '#F3EFE6', neighbour: '#EBE6DA', border: '#9A9486', regionBorder: '#CFC8B8',
    river: '#9DBFD1', riverName: '#3F6F8A', town: '#6B6558', townName: '#3B3830', regionName: '#736C5D', countryName: '#5E5849', halo: '#F8F5EE',
  },
  dark: {
    beyond: '#181B1F', water: '#16202A', land: '#1F2327', neighbour: '#1A1D21', border: '#5B646C', regionBorder: '#343A40',
    river: '#2C4254', riverName: '#7FA6C0', town: '#8D969E', townName: '#C6CCD2', regionName: '#8A929A', countryName: '#9AA3AB', halo: '#14171A',
  },
} as const;

export const OVERLAP = '#D1005B';
/** Text and thin lines in the overlap's colour on the dark ground. */
export const OVERLAP_ON_DARK = '#FF5C9D';
export const overlapColour = (theme: Theme) => (theme === 'dark' ? OVERLAP_ON_DARK : OVERLAP);

/**
 * The hatch's lines, opaque: overlaps lie on each other by the dozen, and translucent lines would add up to a solid ground.
 * @param share how far they fade into the ground, 0 … 1
 */
export const hatchColour = (theme: Theme, share: number) => hexOf(mix(rgb(theme === 'dark' ? '#C2185B' : OVERLAP), rgb(GROUND[theme].land), share));

export const TYPE_COLOURS: Record<IncidentType, string> = {
  ViolenceAgainstCivilians: '#D55E00',
  Battle: '#56B4E9',
  Explosion: '#F0E442',
  Other: '#999999',
};

/**
 * From few to many, away from the ground: brown on light, cream on dark. One order of lightness, so that readers of every
 * colour vision see it (after ColorBrewer's YlOrBr, which is made for that).
 */
export const RAMP: Record<Theme, readonly string[]> = {
  light: ['#FBDF8E', '#F5B74E', '#E0842A', '#B4511C', '#6B2810'],
  dark: ['#5A3218', '#96501C', '#CF7F2A', '#F2B75C', '#FFEFB8'],
};

/** A deployment of an actor without a colour of its own. */
export const NO_COLOUR = '#7A7A7A';

export const NORM_MARKS: Record<Norm, 'disc' | 'square' | 'diamond'> = { PoC: 'disc', RtoP: 'square', CT: 'diamond' };

export type Rgb = [number, number, number];

export function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

const hexOf = (colour: Rgb) => `#${colour.map(c => Math.round(c).toString(16).padStart(2, '0')).join('')}`;
const mix = (a: Rgb, b: Rgb, share: number): Rgb => [0, 1, 2].map(i => a[i] + (b[i] - a[i]) * share) as Rgb;

/** A tint of the colour that text can be read in: 4.5 to 1 against the ground it stands on (WCAG 2.2, 1.4.3). */
export const inkOf = (hex: string, theme: Theme) => tint(hex, theme, 4.5);

/** A tint for lines: 3 to 1 (WCAG 2.2, 1.4.11). */
export const readableLine = (hex: string, theme: Theme) => tint(hex, theme, 3);

function tint(hex: string, theme: Theme, ratio: number): string {
  const ground = rgb(GROUND[theme].land);
  const towards: Rgb = theme === 'dark' ? [255, 255, 255] : [0, 0, 0];
  let ink = rgb(hex);
  for (let share = 0; share <= 1 && contrast(ink, ground) < ratio; share += 0.05) ink = mix(rgb(hex), towards, share);
  return hexOf(ink);
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(c => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
