-- Mandates as one JSON array, oldest first. $1 actor codes, $2 period; NULL does not restrict.
SELECT coalesce(json_agg(r.record ORDER BY m.adopted, m.symbol, m.id), '[]')::text
FROM mandate_record AS r JOIN mandate AS m ON m.id = r.id
WHERE ($1::text[] IS NULL OR r.actors && $1 OR EXISTS (SELECT FROM norm_role AS n WHERE n.mandate = r.id AND n.actor = ANY ($1)))
  AND ($2::daterange IS NULL OR r.period && $2);
