import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthOf, monthStart, parseDay } from '../src/days.ts';
import { topOf } from '../src/timeline/histogram.ts';
import { placeLabels } from '../src/timeline/labels.ts';
import { mergeSpans } from '../src/timeline/lanes.ts';
import { numberOf } from '../src/timeline/mandates.ts';
import { TimeScale, yearTicks } from '../src/timeline/scale.ts';

const day = (text: string) => parseDay(text)!;
const scale = new TimeScale(monthOf(day('2012-01-01')), monthOf(day('2024-01-01')), 100, 1300);

test('presence that touches or overlaps becomes one bar, a gap stays a gap', () => {
  const span = (from: string, until: string) => ({ from: day(from), until: day(until) });
  assert.deepEqual(mergeSpans([span('2015-01-01', '2016-01-01'), span('2013-01-01', '2014-01-01'), span('2014-01-01', '2014-06-01'), span('2015-03-01', '2015-04-01')]), [
    span('2013-01-01', '2014-06-01'), span('2015-01-01', '2016-01-01'),
  ]);
});

test('a span of no days draws nothing', () => {
  assert.deepEqual(mergeSpans([{ from: 5, until: 5 }]), []);
});

test('pixels and months agree at both ends of the axis and snap to the nearer boundary', () => {
  assert.equal(scale.boundaryAt(100), scale.firstMonth);
  assert.equal(scale.boundaryAt(1300), scale.endMonth);
  assert.equal(scale.boundaryAt(-50), scale.firstMonth);
  assert.equal(scale.boundaryAt(5000), scale.endMonth);
  const x = scale.x(monthStart(scale.firstMonth + 40));
  assert.equal(scale.boundaryAt(x + 2), scale.firstMonth + 40);
  assert.equal(scale.boundaryAt(x - 2), scale.firstMonth + 40);
  assert.equal(scale.monthAt(x + 2), scale.firstMonth + 40);
  assert.equal(scale.monthAt(x - 2), scale.firstMonth + 39);
});

test('years are written as far as there is room', () => {
  assert.equal(yearTicks(scale, 40).filter(t => t.labelled).length, 12);
  const narrow = new TimeScale(scale.firstMonth, scale.endMonth, 66, 366);
  assert.deepEqual(yearTicks(narrow, 40).filter(t => t.labelled).map(t => t.year), [2012, 2014, 2016, 2018, 2020, 2022]);
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

test('the scale of the histogram ends at a round number that no month goes beyond', () => {
  const top = (...counts: number[]) => topOf({ counts: Int32Array.from(counts.flatMap(n => [n, 0, 0, 0])), firstMonth: 0 });
  assert.deepEqual([top(), top(1), top(7), top(11), top(96), top(101)], [1, 1, 8, 15, 100, 150]);
});
