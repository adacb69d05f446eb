-- What the read model keeps of an incident; days as numbers since 0001-01-01, -1 where a source states no deaths.
SELECT i.id, ST_X(i.location), ST_Y(i.location), lower(i.period) - DATE '0001-01-01', upper(i.period) - DATE '0001-01-01',
    i.type, coalesce(i.deaths_best, -1), coalesce(i.civilian_deaths, -1),
    i.counted_elsewhere, i.synthetic, i.dataset, coalesce(i.country, ''), coalesce(i.admin1, ''), array_to_string(i.actors, ',')
FROM incident AS i
