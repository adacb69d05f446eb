-- As arrow.sql, all of them in the order in which they lie.
SELECT i.key, i.id, ST_X(i.location), ST_Y(i.location), lower(i.period), upper(i.period),
    i.type, array_to_string(i.actors, ';'), i.date_precision, i.geo_precision, i.dataset,
    i.country, i.admin1, i.deaths_best, i.civilian_deaths, i.peacekeeper_deaths,
    i.synthetic, i.counted_elsewhere, false
FROM incident AS i
