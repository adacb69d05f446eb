-- $1 to $10: the filter
SELECT f.feature::text, (f.incident).revision
FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10) AS f;
