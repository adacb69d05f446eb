-- The actors that an export of deployments names: $1–$10 the filter.
SELECT record::text FROM actor_record WHERE id IN (
    SELECT (deployment).actor
    FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10))
ORDER BY id;
