/** Where the parts of the plot lie, in pixels from its upper left corner. */
export interface Layout {
  compact: boolean;
  /** Where the lanes' names begin, and where the plot does. */
  namesLeft: number;
  gutter: number;
  height: number;
  histogram: number;
  axis: number;
  lanesTop: number;
  laneHeight: number;
  mandatesTop: number;
  numberRows: number;
}

/** Below this width names stand closer and controls lie in rows of their own. */
const COMPACT = 640;
/** The controls' column on a wide screen, and their rows on a narrow one. */
const COLUMN = 162;
const ROWS = 84;
/** What a finger, or an unsteady hand at a mouse, needs. */
export const TOUCH = 24;

export function layoutFor(width: number, containerHeight: number, lanes: number): Layout {
  const compact = width < COMPACT;
  const axis = compact ? TOUCH : 16;
  const mandates = compact ? 36 : 25;
  const available = Math.max(148, (containerHeight || 164) - (compact ? ROWS + 8 : 7));
  // On a narrow screen the lanes can be touched, and the timeline scrolls where that leaves no room for the histogram.
  const laneHeight = compact ? TOUCH : Math.max(8, Math.min(14, (available * 0.43) / Math.max(1, lanes)));
  const below = axis + mandates + lanes * laneHeight + 4;
  const histogram = Math.max(compact ? 64 : 30, Math.min(compact ? 110 : 400, available - below));
  const lanesTop = histogram + axis + 2;
  return {
    compact, namesLeft: compact ? 16 : 16 + COLUMN, gutter: compact ? Math.min(84, Math.round(width * 0.21)) : 104 + COLUMN,
    height: compact ? histogram + below : available, histogram, axis, lanesTop, laneHeight, mandatesTop: lanesTop + lanes * laneHeight + 2, numberRows: compact ? 2 : 1,
  };
}
