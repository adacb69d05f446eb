/** Rows in the order of a day, by counting sort, and where each day begins among them. */
export class DayIndex {
  readonly rows: Int32Array;
  private readonly starts: Int32Array;
  private readonly first: number;

  constructor(days: Int32Array = new Int32Array(0), length = 0) {
    let [first, last] = [0, 0];
    for (let row = 0; row < length; row++) {
      if (row === 0 || days[row] < first) first = days[row];
      if (row === 0 || days[row] > last) last = days[row];
    }
    this.first = first;
    const starts = (this.starts = new Int32Array(last - first + 2));
    for (let row = 0; row < length; row++) starts[days[row] - first + 1]++;
    for (let day = 1; day < starts.length; day++) starts[day] += starts[day - 1];
    const next = starts.slice();
    this.rows = new Int32Array(length);
    for (let row = 0; row < length; row++) this.rows[next[days[row] - first]++] = row;
  }

  /** How many rows have a day between these two. */
  between(a: number, b: number): number {
    return Math.abs(this.startOf(a) - this.startOf(b));
  }

  /** How many rows have an earlier day. */
  startOf(day: number): number {
    return this.starts[Math.max(0, Math.min(this.starts.length - 1, day - this.first))];
  }
}
