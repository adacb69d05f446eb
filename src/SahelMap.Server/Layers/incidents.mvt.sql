-- One tile of incidents: $1–$10 the filter, $11 z, $12 x, $13 y. Exact where a tile holds few; else one point for each of
-- 128 × 128 cells, at the middle of its incidents, with their number and deaths, so that no tile grows without bound.
WITH tile AS (SELECT ST_TileEnvelope($11, $12, $13) AS bounds),
hit AS MATERIALIZED (
    SELECT (incident).id, (incident).type, (incident).period, (incident).geo_precision, (incident).deaths_best, (incident).civilian_deaths,
        (incident).counted_elsewhere, (incident).synthetic, (incident).title, (incident).location_3857 AS place
    FROM find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10), tile
    WHERE (incident).location_3857 && tile.bounds),
many AS (SELECT count(*) > 4000 AS many FROM hit)
SELECT CASE WHEN many.many
    THEN (SELECT ST_AsMVT(f, 'incidents', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(ST_SetSRID(ST_Point(avg(ST_X(place)), avg(ST_Y(place))), 3857), tile.bounds, 4096, 0) AS geom, count(*) AS count,
            coalesce(sum(deaths_best) FILTER (WHERE NOT counted_elsewhere), 0) AS "deathsBest",
            coalesce(sum(civilian_deaths) FILTER (WHERE NOT counted_elsewhere), 0) AS "civilianDeaths",
            mode() WITHIN GROUP (ORDER BY type) AS type, bool_or(synthetic) AS synthetic
        FROM hit, tile
        GROUP BY tile.bounds, floor((ST_X(place) - ST_XMin(tile.bounds)) / (ST_XMax(tile.bounds) - ST_XMin(tile.bounds)) * 128),
            floor((ST_Y(place) - ST_YMin(tile.bounds)) / (ST_YMax(tile.bounds) - ST_YMin(tile.bounds)) * 128)) AS f)
    ELSE (SELECT ST_AsMVT(f, 'incidents', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(place, tile.bounds, 4096, 0) AS geom, 1 AS count, id::text, title, type, geo_precision AS "geoPrecision",
            lower(period)::text AS "from", upper(period)::text AS "until", deaths_best AS "deathsBest", civilian_deaths AS "civilianDeaths", synthetic
        FROM hit, tile) AS f) END
FROM many
