import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, formatDay, monthOf, monthStart, parseDay } from '../src/days.ts';

test('text that is no day is refused, a day that does not exist too', () => {
  for (const text of ['', '2022', '2022-3-1', '2022-02-30', '2022-13-01', 'today', '2022-03-01T00:00']) assert.equal(parseDay(text), null, text);
  assert.equal(parseDay(null), null);
});

test('a day reads back as it was written', () => {
  for (const text of ['1970-01-01', '1989-12-31', '2012-02-29', '2024-01-01']) assert.equal(formatDay(parseDay(text)!), text);
});

test('the month of a day is the calendar month, over a century and across leap years', () => {
  for (let day = dayOf(1960, 0, 1); day < dayOf(2060, 0, 1); day++) {
    const date = new Date(day * 86_400_000);
    assert.equal(monthOf(day), date.getUTCFullYear() * 12 + date.getUTCMonth(), formatDay(day));
  }
});

test('a month starts on its first day, and the day before belongs to the month before', () => {
  const march = 2024 * 12 + 2;
  assert.equal(formatDay(monthStart(march)), '2024-03-01');
  assert.equal(monthOf(monthStart(march) - 1), march - 1);
});
