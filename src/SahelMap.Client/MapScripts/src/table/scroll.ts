/** Browsers cut off what is taller than some 17 (Firefox) to 33 million pixels. */
const TALLEST = 8_000_000;

/**
 * Which rows of one height are in sight, and where they stand, when there may be more of them than an element can be tall: then the
 * scrollbar moves faster than its rows, and every row can still be reached.
 */
export class RowScroll {
  total = 0;
  /** Pixels that rows are seen in. */
  view = 0;

  constructor(readonly rowHeight: number) {}

  /** Pixels that the scrollbar is told. */
  get space(): number {
    return Math.min(this.total * this.rowHeight, TALLEST);
  }

  private get ratio(): number {
    const [rows, space] = [this.total * this.rowHeight - this.view, this.space - this.view];
    return rows > 0 && space > 0 ? rows / space : 1;
  }

  /** The rows in sight, half-open, with some around them; and the pixel at which the first of them stands. */
  window(scrollTop: number, around: number): { first: number; end: number; top: number } {
    const at = scrollTop * this.ratio;
    const first = Math.max(0, Math.floor(at / this.rowHeight) - around);
    const end = Math.min(this.total, Math.ceil((at + this.view) / this.rowHeight) + around);
    return { first, end, top: scrollTop + first * this.rowHeight - at };
  }

  /** Where to scroll so that the row is seen; where it is already, nowhere. */
  reveal(row: number, scrollTop: number): number {
    const at = scrollTop * this.ratio;
    const top = row * this.rowHeight;
    const wanted = top < at ? top : top + this.rowHeight > at + this.view ? top + this.rowHeight - this.view : at;
    return Math.max(0, wanted / this.ratio);
  }

  get page(): number {
    return Math.max(1, Math.floor(this.view / this.rowHeight) - 1);
  }
}
