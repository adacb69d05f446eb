-- The first day of whatever goes on at day $1, or that day: no incident that touches the days from $1 on begins before it.
-- "+ 0" keeps the planner from walking the index of first days from its beginning.
SELECT coalesce(min(lower(i.period) + 0), $1) FROM incident AS i WHERE i.period @> $1::date;
