-- Numbers of incidents under the filter ($1–$10), in one pass; "which" tells the groupings apart. Actors, types and period are
-- applied in the counting, because what stands beside a choice counts without that choice.
SELECT grouping(v.type, v.actors, v.dataset, v.admin1, v.month) AS which,
    v.type, array_to_string(v.actors, ';'), v.dataset, coalesce(v.admin1, ''), v.month,
    count(*) FILTER (WHERE v.type_passes AND v.actor_passes AND v.day_passes),
    count(*) FILTER (WHERE v.actor_passes AND v.day_passes), count(*) FILTER (WHERE v.type_passes AND v.day_passes),
    count(*) FILTER (WHERE v.type_passes AND v.actor_passes),
    count(*) FILTER (WHERE v.type_passes AND v.actor_passes AND v.day_passes AND v.synthetic),
    coalesce(sum(v.deaths_best) FILTER (WHERE v.type_passes AND v.actor_passes AND v.day_passes AND NOT v.counted_elsewhere), 0),
    coalesce(sum(v.civilian_deaths) FILTER (WHERE v.type_passes AND v.actor_passes AND v.day_passes AND NOT v.counted_elsewhere), 0),
    coalesce(sum(v.peacekeeper_deaths) FILTER (WHERE v.type_passes AND v.actor_passes AND v.day_passes AND NOT v.counted_elsewhere), 0),
    (SELECT count(*) FROM incident)
FROM (SELECT (incident).type, (incident).actors, (incident).dataset, (incident).admin1, to_char(lower((incident).period), 'YYYY-MM') AS month,
        (incident).synthetic, (incident).counted_elsewhere, (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths,
        $3::text[] IS NULL OR (incident).type = ANY ($3) AS type_passes,
        $2::text[] IS NULL OR (incident).actors && $2 AS actor_passes,
        $4::daterange IS NULL OR (incident).period && $4 AS day_passes
    FROM find_incidents(ids => $1, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)) AS v
GROUP BY GROUPING SETS ((), (v.type), (v.actors), (v.dataset), (v.admin1), (v.month, v.type))
ORDER BY which DESC, v.month, v.type
