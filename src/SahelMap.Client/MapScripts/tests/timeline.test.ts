import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, parseDay } from '../src/days.ts';
import { topOf } from '../src/timeline/histogram.ts';
import { placeLabels } from '../src/timeline/labels.ts';
import { laneOf, mergeSpans, nextStay, staysIn, type Stay } from '../src/timeline/lanes.ts';
import { numberOf } from '../src/timeline/mandates.ts';
import { stepped } from '../src/timeline/player.ts';
import { around, panned, revealing, TimeScale, zoomed, type Span } from '../src/timeline/scale.ts';
import { ticksOf } from '../src/timeline/ticks.ts';
import { addUnits, boundaryFrom, UNITS, unitFor, unitOf, unitStart, unitStarts } from '../src/timeline/units.ts';
import type { Zone } from '../src/data/zones.ts';

const day = (text: string) => parseDay(text)!;
const WHOLE: [number, number] = [day('2012-01-01'), day('2024-01-01')];
const scale = new TimeScale(...WHOLE, 100, 1300);
const words = (span: Span) => span?.map(formatDay);

test('presence that touches or overlaps becomes one bar, a gap stays a gap', () => {
  const span = (from: string, until: string) => ({ from: day(from), until: day(until) });
  assert.deepEqual(mergeSpans([span('2015-01-01', '2016-01-01'), span('2013-01-01', '2014-01-01'), span('2014-01-01', '2014-06-01'), span('2015-03-01', '2015-04-01')]), [
    span('2013-01-01', '2014-06-01'), span('2015-01-01', '2016-01-01'),
  ]);
});

test('a span of no days draws nothing', () => {
  assert.deepEqual(mergeSpans([{ from: 5, until: 5 }]), []);
});

test('pixels and days agree at both ends of the axis, and a pixel snaps to the nearer boundary of the unit', () => {
  assert.equal(scale.unit, 'month');
  assert.equal(scale.boundaryAt(100), WHOLE[0]);
  assert.equal(scale.boundaryAt(1300), WHOLE[1]);
  assert.equal(scale.boundaryAt(-50), WHOLE[0]);
  assert.equal(scale.boundaryAt(5000), WHOLE[1]);
  const may = day('2015-05-01');
  const x = scale.x(may);
  assert.equal(scale.boundaryAt(x + 2), may);
  assert.equal(scale.boundaryAt(x - 2), may);
  assert.equal(scale.startAt(x + 2), may);
  assert.equal(scale.startAt(x - 2), day('2015-04-01'));
});

test('the closer the axis is looked at, the finer its bars', () => {
  assert.deepEqual([10, 1.2, 0.3, 0.04].map(unitFor), ['day', 'week', 'month', 'year']);
});

test('every unit begins on its own first day and ends where the next begins', () => {
  for (const unit of UNITS) {
    for (let d = day('2019-11-20'); d < day('2020-03-10'); d++) {
      const n = unitOf(unit, d);
      assert.ok(unitStart(unit, n) <= d && d < unitStart(unit, n + 1), `${unit} of ${formatDay(d)}`);
    }
  }
  assert.equal(formatDay(unitStart('week', unitOf('week', day('2026-11-24')))), '2026-11-23', 'a week begins on Monday');
  assert.deepEqual([...unitStarts('month', day('2020-01-15'), day('2020-03-01'))].map(formatDay), ['2020-01-01', '2020-02-01', '2020-03-01']);
});

test('a handle within a unit goes first to the end or the beginning of it', () => {
  const go = (from: string, by: number) => formatDay(boundaryFrom('month', day(from), by));
  assert.deepEqual([go('2020-03-01', 1), go('2020-03-01', -1), go('2020-03-15', 1), go('2020-03-15', -1), go('2020-03-15', -2)], ['2020-04-01', '2020-02-01', '2020-04-01', '2020-03-01', '2020-02-01']);
  assert.equal(formatDay(addUnits('month', day('2020-01-31'), 1)), '2020-02-29');
  assert.equal(formatDay(addUnits('year', day('2020-02-29'), 1)), '2021-02-28');
});

test('playing moves both edges, or the end alone, and stops at the end of the axis without growing shorter', () => {
  const month = (d: number, by: number) => addUnits('month', d, by);
  const go = (from: string, until: string, direction: 1 | -1, mode: 'window' | 'sum') => words(stepped(day(from), day(until), direction, month, mode, ...WHOLE));
  assert.deepEqual(go('2020-01-01', '2020-03-01', 1, 'window'), ['2020-02-01', '2020-04-01']);
  assert.deepEqual(go('2020-01-01', '2020-03-01', -1, 'window'), ['2019-12-01', '2020-02-01']);
  assert.deepEqual(go('2020-01-01', '2020-03-01', 1, 'sum'), ['2020-01-01', '2020-04-01']);
  assert.deepEqual(go('2023-10-15', '2023-12-15', 1, 'window'), ['2023-11-01', '2024-01-01']);
  assert.equal(go('2023-10-01', '2024-01-01', 1, 'window'), undefined);
  assert.equal(go('2023-10-01', '2024-01-01', 1, 'sum'), undefined);
  assert.equal(go('2012-01-01', '2012-02-01', -1, 'sum'), undefined, 'nothing would be left');
});

test('zooming keeps the day under the pointer, stops at two weeks, and all of the axis is no zoom', () => {
  const at = day('2015-01-01');
  const closer = zoomed(null, WHOLE, 0.5, at)!;
  const share = (span: readonly [number, number]) => (at - span[0]) / (span[1] - span[0]);
  assert.ok(Math.abs(share(closer) - share(WHOLE)) < 0.001);
  assert.equal(zoomed([at, at + 14], WHOLE, 0.5, at)![1], at + 14);
  assert.equal(zoomed(closer, WHOLE, 2, at), null);
});

test('the axis cannot be moved off its ends, follows a handle, and is fitted to a period', () => {
  assert.deepEqual(words(panned([day('2013-01-01'), day('2014-01-01')], WHOLE, -5000)), ['2012-01-01', '2012-12-31']);
  const seen = revealing([day('2013-01-01'), day('2014-01-01')], WHOLE, day('2014-03-01'))!;
  assert.ok(seen[1] > day('2014-03-01') && seen[1] - seen[0] === 365);
  const fitted = around(day('2020-01-01'), day('2020-02-01'), WHOLE)!;
  assert.ok(fitted[0] < day('2020-01-01') && fitted[1] > day('2020-02-01') && fitted[1] - fitted[0] < 40);
  assert.equal(around(...WHOLE, WHOLE), null);
});

test('ticks are as fine as there is room for, and the first says what year it is in', () => {
  const labels = (from: string, until: string, right = 1300) => ticksOf(new TimeScale(day(from), day(until), 100, right), 42, 'en', false).map(t => t.label);
  assert.equal(labels('2012-01-01', '2024-01-01').length, 12);
  assert.deepEqual(labels('2012-01-01', '2024-01-01', 400), ['2012', '2014', '2016', '2018', '2020', '2022']);
  assert.deepEqual(labels('2020-03-01', '2021-06-01').slice(0, 3), ['Mar 2020', 'Apr', 'May']);
  assert.equal(labels('2020-03-01', '2021-06-01')[10], '2021');
  assert.deepEqual(labels('2020-03-10', '2020-03-30').slice(0, 2), ['10 Mar 2020', '11 Mar']);
});

test('a lane knows which deployments lie at a day: on the last there, on the next not', () => {
  const zone = (id: string, from: string, until: string | null) => ({ id, from: day(from), until: until === null ? null : day(until), roleUntil: null, properties: { name: id } }) as unknown as Zone;
  const lane = { actor: 'X', name: 'X', colour: '', ...laneOf([zone('b', '2015-01-01', '2016-01-01'), zone('a', '2014-01-01', null), zone('c', '2020-01-01', '2020-02-01')], WHOLE[1], z => z.id) };
  const on = (text: string) => staysIn(lane, day(text), day(text) + 1).map(stay => stay.id);
  assert.deepEqual(on('2015-12-31'), ['a', 'b']);
  assert.deepEqual(on('2016-01-01'), ['a']);
  assert.deepEqual(on('2013-12-31'), []);
  assert.deepEqual(on('2023-12-31'), ['a'], 'what goes on goes on to the end of the axis');
});

test('where several deployments lie over each other, each click selects the next', () => {
  const stays = ['a', 'b', 'c'].map(id => ({ id }) as Stay);
  assert.deepEqual([null, 'a', 'c', 'elsewhere'].map(selected => nextStay(stays, selected)?.id), ['a', 'b', 'a', 'a']);
  assert.equal(nextStay(stays, 'a', -1)?.id, 'c');
  assert.equal(nextStay([], null), null);
});

test('labels never touch, and the weightier one is written', () => {
  const labels = [{ x: 10, width: 20, weight: 1 }, { x: 20, width: 20, weight: 2 }, { x: 60, width: 20, weight: 1 }];
  assert.deepEqual(placeLabels(labels, 1, 1), [-1, 0, 0]);
  assert.deepEqual(placeLabels(labels, 2, 1), [1, 0, 0]);
});

test('a resolution is known by its number', () => {
  assert.equal(numberOf('S/RES/2100 (2013)'), '2100');
  assert.equal(numberOf('(veto) draft sanctions renewal'), '');
});

test('the scale of the histogram ends at a round number that no bar goes beyond', () => {
  const top = (...counts: number[]) => topOf(Int32Array.from(counts.flatMap(n => [n, 0, 0, 0])));
  assert.deepEqual([top(), top(1), top(7), top(11), top(96), top(101)], [1, 1, 8, 15, 100, 150]);
});
