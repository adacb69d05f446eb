-- What an export of deployments rests on: sources, how many records of each, how many of them synthetic: $1–$10 the filter.
SELECT s.name, s.citation, s.url, s.licence, sum(n.records)::bigint, sum(n.synthetic)::bigint
FROM (
    SELECT (deployment).source, count(*) AS records, count(*) FILTER (WHERE (deployment).synthetic) AS synthetic
    FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10)
    GROUP BY 1) AS n
JOIN source AS s ON s.id = n.source
GROUP BY s.name, s.citation, s.url, s.licence
ORDER BY sum(n.records) DESC, s.name COLLATE "C", s.citation COLLATE "C";
