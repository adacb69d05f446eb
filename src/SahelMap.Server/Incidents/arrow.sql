-- The rows of the Arrow stream, newest first, in an order that index incident_page gives from its end: $1–$10 the filter.
SELECT (incident).key, (incident).id, ST_X((incident).location), ST_Y((incident).location), lower((incident).period), upper((incident).period),
    (incident).type, array_to_string((incident).actors, ';'), (incident).date_precision, (incident).geo_precision, (incident).dataset,
    (incident).country, (incident).admin1, (incident).deaths_best, (incident).civilian_deaths, (incident).peacekeeper_deaths,
    (incident).synthetic, (incident).counted_elsewhere, false AS removed
FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)
ORDER BY lower((incident).period) DESC, (incident).id DESC
