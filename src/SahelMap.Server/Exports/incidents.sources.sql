-- What an export of incidents rests on: sources, how many records of each, how many of them synthetic: $1–$10 the filter.
SELECT s.name, s.citation, s.url, s.licence, sum(n.records)::bigint, sum(n.synthetic)::bigint
FROM (
    SELECT (incident).source, count(*) AS records, count(*) FILTER (WHERE (incident).synthetic) AS synthetic
    FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)
    GROUP BY 1) AS n
JOIN source AS s ON s.id = n.source
GROUP BY s.name, s.citation, s.url, s.licence
ORDER BY sum(n.records) DESC, s.name COLLATE "C", s.citation COLLATE "C";
