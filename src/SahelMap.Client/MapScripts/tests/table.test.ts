import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSelection, parseState, serialiseState } from '../src/state.ts';
import { MISSING, ranksOf, sortRows } from '../src/table/order.ts';
import { RowScroll } from '../src/table/scroll.ts';

test('rows are sorted as a stable comparing sort would, and what is not stated comes last either way', () => {
  let seed = 5;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647);
  const keys = Int32Array.from({ length: 5000 }, () => (next() % 9 === 0 ? MISSING : next() % 100_000));
  for (const descending of [false, true]) {
    const rows = Int32Array.from(keys, (_, row) => row);
    sortRows(rows, row => keys[row], descending);
    const expected = [...keys.keys()].sort((a, b) => {
      const missing = Number(keys[a] === MISSING) - Number(keys[b] === MISSING);
      return missing || (descending ? keys[b] - keys[a] : keys[a] - keys[b]) || a - b;
    });
    assert.deepEqual([...rows], expected);
  }
});

test('days before 1970 are sorted too', () => {
  const rows = Int32Array.of(0, 1, 2);
  const days = [-400, 12, -1];
  sortRows(rows, row => days[row], false);
  assert.deepEqual([...rows], [0, 2, 1]);
});

test('words are ranked as the reader sorts them, accents and case apart', () => {
  assert.deepEqual([...ranksOf(['Niger', 'Égypte', 'egypte', 'Mali'], 'fr')], [2, 0, 0, 1]);
});

test('of few rows those in sight are drawn where they are', () => {
  const scroll = new RowScroll(32);
  [scroll.total, scroll.view] = [100, 320];
  assert.equal(scroll.space, 3200);
  assert.deepEqual(scroll.window(64, 0), { first: 2, end: 12, top: 64 });
  assert.equal(scroll.reveal(50, 0), 51 * 32 - 320);
  assert.equal(scroll.reveal(3, 64), 64);
});

test('of a million rows the last can be reached, and no element is taller than browsers draw', () => {
  const scroll = new RowScroll(32);
  [scroll.total, scroll.view] = [1_000_000, 320];
  assert.ok(scroll.space <= 8_000_000);
  const bottom = scroll.window(scroll.space - scroll.view, 0);
  assert.equal(bottom.end, 1_000_000);
  assert.ok(bottom.top + (bottom.end - bottom.first) * 32 <= scroll.space + 32);
  for (const row of [0, 31, 500_000, 999_999]) {
    const { first, end } = scroll.window(scroll.reveal(row, 1_234_567), 0);
    assert.ok(first <= row && row < end, `${row}: ${first} to ${end}`);
  }
});

test('an actor can be selected by a link, and a table opened', () => {
  assert.deepEqual(parseSelection('actor:MINUSMA'), { kind: 'actor', id: 'MINUSMA' });
  assert.equal(parseSelection('actor:a b'), null);
  assert.equal(serialiseState(parseState('?sel=actor:Wagner&table=overlaps')), 'sel=actor:Wagner&table=overlaps');
  assert.equal(parseState('?table=nothing').table, null);
});
