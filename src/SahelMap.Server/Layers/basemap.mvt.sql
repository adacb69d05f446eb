-- One tile of the basemap: $1 z, $2 x, $3 y. Small features come with the zooms that have room for them.
WITH tile AS (SELECT ST_TileEnvelope($1, $2, $3) AS bounds),
hit AS MATERIALIZED (
    SELECT b.layer, b.id, b.name, b.name_fr, b.country, b.rank, b.population, b.capital, b.geom_3857, tile.bounds
    FROM basemap AS b, tile
    WHERE b.geom_3857 && ST_Expand(tile.bounds, 40075016.7 / 2 ^ $1 / 64)
      AND (b.layer <> 'rivers' OR b.rank <= CASE WHEN $1 < 5 THEN 1 WHEN $1 < 6 THEN 2 ELSE 3 END)
      AND (b.layer <> 'towns' OR b.rank <= CASE WHEN $1 < 4 THEN 1 WHEN $1 < 6 THEN 2 WHEN $1 < 7 THEN 3 ELSE 4 END))
SELECT coalesce((SELECT ST_AsMVT(f, 'countries', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(geom_3857, bounds, 4096, 64) AS geom, id AS iso, name, name_fr AS "nameFr" FROM hit WHERE layer = 'countries') AS f), '')
    || coalesce((SELECT ST_AsMVT(f, 'regions', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(geom_3857, bounds, 4096, 64) AS geom, id, country, name, name_fr AS "nameFr" FROM hit WHERE layer = 'regions') AS f), '')
    || coalesce((SELECT ST_AsMVT(f, 'rivers', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(geom_3857, bounds, 4096, 64) AS geom, name, name_fr AS "nameFr", rank FROM hit WHERE layer = 'rivers') AS f), '')
    || coalesce((SELECT ST_AsMVT(f, 'lakes', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(geom_3857, bounds, 4096, 64) AS geom, name, name_fr AS "nameFr" FROM hit WHERE layer = 'lakes') AS f), '')
    || coalesce((SELECT ST_AsMVT(f, 'towns', 4096, 'geom') FROM (
        SELECT ST_AsMVTGeom(geom_3857, bounds, 4096, 64) AS geom, name, name_fr AS "nameFr", country, rank, population, capital
        FROM hit WHERE layer = 'towns' ORDER BY rank, population DESC) AS f), '')
