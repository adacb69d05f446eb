// What C# asks to have drawn; src/SahelMap.Client/Analysis/PlotSpec.cs writes it. A null number is a gap, never a zero.

/** Whose presence a value is under, or plain where it is under nobody's in particular. */
export type Tone = 'both' | 'poc' | 'ct' | 'neither' | 'plain';

export interface Span {
  low: number;
  high: number;
}

/** One estimate with its interval. */
export interface Row {
  name: string;
  tone: Tone;
  value: number | null;
  interval: Span | null;
  /** What the stated precision of places and dates leaves open: drawn as a thicker line behind the interval. */
  band: Span | null;
  /** Stands under the row before it, smaller. */
  part: boolean;
}

export interface Forest {
  kind: 'forest';
  unit: string;
  rows: Row[];
}

export interface Line {
  name: string;
  tone: Tone;
  values: (number | null)[];
}

export interface Months {
  kind: 'months';
  unit: string;
  /** YYYY-MM, without gaps. */
  months: string[];
  lines: Line[];
}

export interface Bin {
  from: number;
  until: number;
  value: number | null;
  interval: Span | null;
}

export interface Event {
  kind: 'event';
  unit: string;
  daysUnit: string;
  bins: Bin[];
  before: number | null;
  after: number | null;
  /** A log-linear trend: its rates in the middle of the first bin and on the day of the event. */
  trend: { atStart: number; atEvent: number } | null;
  words: { estimate: string; trend: string; levels: string };
}

export type Spec = Forest | Months | Event;
