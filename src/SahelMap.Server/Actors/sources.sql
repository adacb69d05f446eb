-- Every source with the data sets whose records rest on it and how many there are in each layer.
WITH used AS (
    SELECT source, dataset, 'deployments' AS layer, count(*) AS n FROM deployment GROUP BY 1, 2
    UNION ALL SELECT source, dataset, 'incidents', count(*) FROM incident GROUP BY 1, 2
    UNION ALL SELECT source, dataset, 'mandates', count(*) FROM mandate GROUP BY 1, 2
    UNION ALL SELECT source, NULL, 'actors', count(*) FROM actor GROUP BY 1),
counted AS (
    SELECT u.source, coalesce(array_agg(DISTINCT u.dataset ORDER BY u.dataset) FILTER (WHERE u.dataset IS NOT NULL), '{}') AS datasets,
        coalesce(sum(u.n) FILTER (WHERE u.layer = 'deployments'), 0) AS deployments,
        coalesce(sum(u.n) FILTER (WHERE u.layer = 'incidents'), 0) AS incidents,
        coalesce(sum(u.n) FILTER (WHERE u.layer = 'mandates'), 0) AS mandates,
        coalesce(sum(u.n) FILTER (WHERE u.layer = 'actors'), 0) AS actors
    FROM used AS u GROUP BY u.source)
SELECT coalesce(json_agg(row_to_json(p) ORDER BY p.source, p.citation, p.id), '[]')::text
FROM (
    SELECT s.id, s.name AS source, s.citation, s.url, s.links, s.licence, s.retrieved,
        c.datasets, c.deployments, c.incidents, c.mandates, c.actors
    FROM counted AS c JOIN source AS s ON s.id = c.source) AS p;
