-- The made-up actors that no record names any more.
DELETE FROM actor AS a
WHERE a.code IN ('SyntheticPoC', 'SyntheticCT', 'SyntheticArmedGroup')
  AND NOT EXISTS (SELECT FROM deployment WHERE actor = a.code)
  AND NOT EXISTS (SELECT FROM incident WHERE actors @> ARRAY[a.code])
  AND NOT EXISTS (SELECT FROM mandate WHERE actors @> ARRAY[a.code])
  AND NOT EXISTS (SELECT FROM norm_role WHERE actor = a.code);
