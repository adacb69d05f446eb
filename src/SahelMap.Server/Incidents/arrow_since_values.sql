-- As arrow_values.sql, of what changed after position $1.
SELECT grouping(v.actors, v.country, v.type, v.deaths_best) AS which, count(*), array_to_string(v.actors, ';'), v.country, v.admin1,
    v.type, v.date_precision, v.geo_precision, v.dataset, v.synthetic, v.counted_elsewhere, v.days,
    v.deaths_best, v.civilian_deaths, v.peacekeeper_deaths
FROM (SELECT (incident).actors, (incident).country, (incident).admin1, (incident).type, (incident).date_precision, (incident).geo_precision,
        (incident).dataset, (incident).synthetic, (incident).counted_elsewhere, upper((incident).period) - lower((incident).period) AS days,
        (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths
    FROM incidents_since($1)) AS v
GROUP BY GROUPING SETS (
    (v.actors), (v.country, v.admin1), (v.type, v.date_precision, v.geo_precision, v.dataset, v.synthetic, v.counted_elsewhere, v.days),
    (v.deaths_best, v.civilian_deaths, v.peacekeeper_deaths))
ORDER BY 1, 2 DESC
