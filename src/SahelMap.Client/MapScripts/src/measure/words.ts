import type { Texts } from '../texts.ts';

/** Metres below a kilometre; then as many decimals as one can place on the map. */
export function lengthInWords(metres: number, texts: Texts): string {
  if (metres < 1000) return `${texts.number(metres, metres < 10 ? 1 : 0)} m`;
  const km = metres / 1000;
  return `${texts.number(km, km < 10 ? 3 : km < 100 ? 2 : 1)} km`;
}

export function areaInWords(squareMetres: number, texts: Texts): string {
  const km2 = squareMetres / 1e6;
  return `${texts.number(km2, km2 < 1 ? 4 : km2 < 10 ? 3 : km2 < 1000 ? 1 : 0)} km²`;
}
