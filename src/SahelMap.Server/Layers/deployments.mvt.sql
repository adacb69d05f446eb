-- One tile of zones: $1–$10 the filter, $11 z, $12 x, $13 y.
WITH tile AS (SELECT ST_TileEnvelope($11, $12, $13) AS bounds)
SELECT ST_AsMVT(f, 'deployments', 4096, 'geom') FROM (
    SELECT ST_AsMVTGeom((deployment).area_3857, tile.bounds, 4096, 64) AS geom,
        (deployment).id::text, (deployment).actor, (deployment).name, (deployment).name_fr AS "nameFr", (deployment).kind, (deployment).role,
        lower((deployment).period)::text AS "from", upper((deployment).period)::text AS "until", (deployment).approximate, (deployment).synthetic
    FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10), tile
    WHERE (deployment).area_3857 && tile.bounds) AS f
