/** Stands for a number that is not known. */
export const MISSING = -2_147_483_648;

const BITS = 11;
const BUCKETS = 1 << BITS;

/**
 * Sorts rows by a whole number each, stable, by radix: a million in some tens of milliseconds, where a comparing sort takes a second.
 * @param keyOf the number of a row; not-stated rows come last, whichever way the others go
 */
export function sortRows(rows: Int32Array, keyOf: (row: number) => number, descending: boolean): void {
  const { length } = rows;
  let keys = new Int32Array(length);
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < length; at++) {
    const key = (keys[at] = keyOf(rows[at]));
    if (key === MISSING) continue;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  if (most === -Infinity) return;
  const last = most - least + 1;
  for (let at = 0; at < length; at++) keys[at] = keys[at] === MISSING ? last : descending ? most - keys[at] : keys[at] - least;

  let from: Int32Array = rows;
  let to: Int32Array = new Int32Array(length);
  let moved = new Int32Array(length);
  const starts = new Int32Array(BUCKETS + 1);
  for (let shift = 0; shift < 31 && last >>> shift > 0; shift += BITS) {
    starts.fill(0);
    for (let at = 0; at < length; at++) starts[((keys[at] >>> shift) & (BUCKETS - 1)) + 1]++;
    for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket] += starts[bucket - 1];
    for (let at = 0; at < length; at++) {
      const place = starts[(keys[at] >>> shift) & (BUCKETS - 1)]++;
      to[place] = from[at];
      moved[place] = keys[at];
    }
    [from, to] = [to, from];
    [keys, moved] = [moved, keys];
  }
  if (from !== rows) rows.set(from);
}

/** The place of each of these words in the reader's alphabet: equal words share one. */
export function ranksOf(words: readonly string[], language: string): Int32Array {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  const order = words.map((_, n) => n).sort((a, b) => collator.compare(words[a], words[b]));
  const ranks = new Int32Array(words.length);
  let rank = 0;
  order.forEach((n, at) => {
    if (at > 0 && collator.compare(words[order[at - 1]], words[n]) !== 0) rank++;
    ranks[n] = rank;
  });
  return ranks;
}
