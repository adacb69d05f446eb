-- As arrow.sql, what changed after position $1; what was removed comes first.
SELECT (incident).key, (incident).id, ST_X((incident).location), ST_Y((incident).location), lower((incident).period), upper((incident).period),
    (incident).type, array_to_string((incident).actors, ';'), (incident).date_precision, (incident).geo_precision, (incident).dataset,
    (incident).country, (incident).admin1, (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths,
    (incident).synthetic, (incident).counted_elsewhere, removed
FROM incidents_since($1)
ORDER BY removed DESC, lower((incident).period) DESC, (incident).id DESC
