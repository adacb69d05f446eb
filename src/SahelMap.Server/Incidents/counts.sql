-- Numbers of incidents under the filter ($1–$10), in one pass; "which" tells the groupings apart. Types, actors, period, countries
-- and regions are applied in the counting, because what stands beside a choice counts without that choice, and what stands beside
-- a country without that of regions either.
WITH found AS (
    SELECT (incident).type, (incident).actors, (incident).dataset, (incident).country, (incident).admin1, lower((incident).period) AS day,
        (incident).synthetic, (incident).counted_elsewhere, (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths,
        $3::text[] IS NULL OR (incident).type = ANY ($3) AS in_types,
        $2::text[] IS NULL OR (incident).actors && $2 AS in_actors,
        $4::daterange IS NULL OR (incident).period && $4 AS in_period,
        $6::text[] IS NULL OR coalesce((incident).country = ANY ($6), false) AS in_countries,
        $7::text[] IS NULL OR coalesce((incident).admin1 = ANY ($7), false) AS in_regions
    FROM find_incidents(ids => $1, bbox => $5, min_deaths => $8, sources => $9, words => $10)),
marked AS (
    SELECT f.*, f.in_types AND f.in_actors AND f.in_period AND f.in_countries AND f.in_regions AS shown FROM found AS f)
SELECT grouping(m.type, m.actors, m.dataset, m.country, m.admin1, m.day) AS which,
    m.type, array_to_string(m.actors, ';'), m.dataset, coalesce(m.country, ''), coalesce(m.admin1, ''), m.day,
    count(*) FILTER (WHERE m.shown),
    count(*) FILTER (WHERE m.in_actors AND m.in_period AND m.in_countries AND m.in_regions) AS whatever_type,
    count(*) FILTER (WHERE m.in_types AND m.in_period AND m.in_countries AND m.in_regions) AS whatever_actor,
    count(*) FILTER (WHERE m.in_types AND m.in_actors AND m.in_countries AND m.in_regions) AS whenever,
    count(*) FILTER (WHERE m.in_types AND m.in_actors AND m.in_period) AS wherever,
    count(*) FILTER (WHERE m.in_types AND m.in_actors AND m.in_period AND m.in_countries) AS whatever_region,
    count(*) FILTER (WHERE m.shown AND m.synthetic),
    coalesce(sum(m.deaths_best) FILTER (WHERE m.shown AND NOT m.counted_elsewhere), 0),
    coalesce(sum(m.civilian_deaths) FILTER (WHERE m.shown AND NOT m.counted_elsewhere), 0),
    coalesce(sum(m.peacekeeper_deaths) FILTER (WHERE m.shown AND NOT m.counted_elsewhere), 0),
    (SELECT count(*) FROM incident)
FROM marked AS m
GROUP BY GROUPING SETS ((), (m.type), (m.actors), (m.dataset), (m.country), (m.admin1), (m.day, m.type))
ORDER BY which DESC, m.day
