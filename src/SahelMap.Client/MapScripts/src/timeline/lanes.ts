import type { Zone } from '../data/zones.ts';

/** Days of presence, and the day from which the norm was no longer served in it. */
export interface Span {
  from: number;
  until: number;
}

/** One deployment in a lane; until is the end of the axis where it goes on. */
export interface Stay extends Span {
  id: string;
  name: string;
}

export interface Lane {
  actor: string;
  name: string;
  colour: string;
  /** Present, in whatever role. */
  present: Span[];
  /** Present and serving its norm. */
  serving: Span[];
  /** What the bars are made of, the earliest first. */
  stays: Stay[];
}

/** An actor's presence as few long spans: deployments that overlap or touch become one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else if (until > from) merged.push({ from, until });
  }
  return merged;
}

/** @param end where presence that goes on is cut: the end of the axis. @param nameOf in the reader's language */
export function laneOf(zones: readonly Zone[], end: number, nameOf: (zone: Zone) => string): Pick<Lane, 'present' | 'serving' | 'stays'> {
  return {
    present: mergeSpans(zones.map(zone => ({ from: zone.from, until: zone.until ?? end }))),
    serving: mergeSpans(zones.map(zone => ({ from: zone.from, until: Math.min(zone.until ?? end, zone.roleUntil ?? Infinity) }))),
    stays: zones
      .map(zone => ({ id: zone.id, name: nameOf(zone), from: zone.from, until: zone.until ?? Math.max(end, zone.from + 1) }))
      .sort((a, b) => a.from - b.from || a.name.localeCompare(b.name)),
  };
}

/** The deployments of a lane on any of these days. */
export const staysIn = (lane: Lane, from: number, until: number) => lane.stays.filter(stay => stay.from < until && stay.until > from);

/** The one after the selected, round and round; the first where none of them is selected. */
export function nextStay(stays: readonly Stay[], selected: string | null, by: 1 | -1 = 1): Stay | null {
  const at = stays.findIndex(stay => stay.id === selected);
  if (at < 0) return (by > 0 ? stays[0] : stays.at(-1)) ?? null;
  return stays[(at + by + stays.length) % stays.length];
}
