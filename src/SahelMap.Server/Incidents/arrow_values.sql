-- Every distinct value that the columns of arrow.sql send by dictionary, the frequent ones first: $1–$10 the filter.
-- Four groupings in one pass; "which" tells them apart.
SELECT grouping(v.actors, v.country, v.type, v.deaths_best) AS which, count(*), array_to_string(v.actors, ';'), v.country, v.admin1,
    v.type, v.date_precision, v.geo_precision, v.dataset, v.synthetic, v.counted_elsewhere, v.days,
    v.deaths_best, v.civilian_deaths, v.peacekeeper_deaths
FROM (SELECT (incident).actors, (incident).country, (incident).admin1, (incident).type, (incident).date_precision, (incident).geo_precision,
        (incident).dataset, (incident).synthetic, (incident).counted_elsewhere, upper((incident).period) - lower((incident).period) AS days,
        (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths
    FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)) AS v
GROUP BY GROUPING SETS (
    (v.actors), (v.country, v.admin1), (v.type, v.date_precision, v.geo_precision, v.dataset, v.synthetic, v.counted_elsewhere, v.days),
    (v.deaths_best, v.civilian_deaths, v.peacekeeper_deaths))
ORDER BY 1, 2 DESC
