-- Incidents for a study; days as numbers since 0001-01-01, -1 where a source states no deaths.
SELECT (f.incident).id, ST_X((f.incident).location), ST_Y((f.incident).location),
    lower((f.incident).period) - DATE '0001-01-01', upper((f.incident).period) - DATE '0001-01-01',
    (f.incident).date_precision, (f.incident).geo_precision, (f.incident).type,
    coalesce((f.incident).civilian_deaths, -1), coalesce((f.incident).peacekeeper_deaths, -1), (f.incident).counted_elsewhere, (f.incident).synthetic,
    coalesce((f.incident).country, ''), coalesce((f.incident).admin1, ''), array_to_string((f.incident).actors, ',')
FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10) AS f;
