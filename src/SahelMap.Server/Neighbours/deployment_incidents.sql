-- Incidents in a deployment's area on its days, the latest first. $1 to $10 the filter, $11 the deployment, $12 how many.
-- Counted up to 10,000: beyond that somebody wants the table or an analysis, not the last unit.
WITH zone AS (SELECT area, period FROM deployment WHERE id = $11),
inside AS MATERIALIZED (
    SELECT (f.incident).id, (f.incident).period, (f.incident).deaths_best, (f.incident).civilian_deaths, (f.incident).counted_elsewhere
    FROM zone AS z JOIN LATERAL find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10) AS f
        ON (f.incident).period && z.period AND (f.incident).location && z.area AND ST_Intersects(z.area, (f.incident).location)
    LIMIT 10001)
SELECT coalesce((SELECT json_agg(json_build_object('id', i.id, 'title', i.title, 'titleFr', i.title_fr, 'type', i.type, 'from', lower(i.period),
        'until', upper(i.period), 'datePrecision', i.date_precision, 'geoPrecision', i.geo_precision, 'deathsBest', i.deaths_best, 'synthetic', i.synthetic)
        ORDER BY lower(i.period) DESC, i.id DESC)
    FROM (SELECT id FROM inside ORDER BY lower(period) DESC, id DESC LIMIT $12::integer) AS n JOIN incident AS i USING (id)), '[]')::text,
    (SELECT count(*) FROM inside),
    (SELECT coalesce(sum(deaths_best), 0)::bigint FROM inside WHERE NOT counted_elsewhere),
    (SELECT coalesce(sum(civilian_deaths), 0)::bigint FROM inside WHERE NOT counted_elsewhere),
    EXISTS (SELECT FROM zone);
