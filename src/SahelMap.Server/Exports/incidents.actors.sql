-- The actors that an export of incidents names: $1–$10 the filter.
SELECT record::text FROM actor_record WHERE id IN (
    SELECT DISTINCT unnest((incident).actors)
    FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10))
ORDER BY id;
