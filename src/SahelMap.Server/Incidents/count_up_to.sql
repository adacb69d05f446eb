-- How many pass, counted no further than to $11: $1–$10 the filter.
SELECT count(*)
FROM (SELECT
    FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)
    LIMIT $11) AS counted
