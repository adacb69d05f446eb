-- The distinct values of the columns that are sent by dictionary: $1–$10 the filter.
SELECT array_agg(DISTINCT (incident).type), array_agg(DISTINCT array_to_string((incident).actors, ';')),
    array_agg(DISTINCT (incident).date_precision), array_agg(DISTINCT (incident).geo_precision), array_agg(DISTINCT (incident).dataset),
    array_agg(DISTINCT (incident).country) FILTER (WHERE (incident).country IS NOT NULL),
    array_agg(DISTINCT (incident).admin1) FILTER (WHERE (incident).admin1 IS NOT NULL)
FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)
