import type { Zone } from '../data/zones.ts';

/** Days of presence, and the day from which the norm was no longer served in it. */
export interface Span {
  from: number;
  until: number;
}

export interface Lane {
  actor: string;
  name: string;
  colour: string;
  /** Present, in whatever role. */
  present: Span[];
  /** Present and serving its norm. */
  serving: Span[];
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

/** @param end where presence that goes on is cut: the end of the axis. */
export function spansOf(zones: readonly Zone[], end: number): Pick<Lane, 'present' | 'serving'> {
  return {
    present: mergeSpans(zones.map(zone => ({ from: zone.from, until: zone.until ?? end }))),
    serving: mergeSpans(zones.map(zone => ({ from: zone.from, until: Math.min(zone.until ?? end, zone.roleUntil ?? Infinity) }))),
  };
}
