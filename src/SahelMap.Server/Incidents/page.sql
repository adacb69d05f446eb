-- One page in the order of (first day, id), which index incident_page gives, and the key of the next page's first record.
-- $1 to $10: the filter, without its period. $11 limit, $12 and $13 key of this page's first record (day, id) or NULL.
-- The period comes as $15 from and $16 until, NULL where open, and $14 from earliest_start.sql (NULL: not known): as plain bounds
-- of the page's own index. Through period && daterange the planner takes both conditions for independent and sorts everything.
SELECT (SELECT to_char(lower((f.incident).period), 'YYYY-MM-DD') || '|' || (f.incident).id
        FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10) AS f
        WHERE ($12::date IS NULL OR (lower((f.incident).period), (f.incident).id) >= ($12, $13::uuid))
          AND ($14::date IS NULL OR lower((f.incident).period) >= $14)
          AND ($15::date IS NULL OR upper((f.incident).period) > $15)
          AND ($16::date IS NULL OR lower((f.incident).period) < $16)
        ORDER BY lower((f.incident).period), (f.incident).id OFFSET $11 LIMIT 1) AS next,
    f.feature::text
FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10) AS f
WHERE ($12::date IS NULL OR (lower((f.incident).period), (f.incident).id) >= ($12, $13::uuid))
  AND ($14::date IS NULL OR lower((f.incident).period) >= $14)
  AND ($15::date IS NULL OR upper((f.incident).period) > $15)
  AND ($16::date IS NULL OR lower((f.incident).period) < $16)
ORDER BY lower((f.incident).period), (f.incident).id
LIMIT $11;
