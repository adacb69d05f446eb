-- Places of the basemap and actors by name, in either language, accents and case apart. $1 what was typed, $2 how many of each kind.
-- The whole name comes before its beginning, that before the beginning of a later word.
WITH asked AS (SELECT folded($1::text) AS q),
named AS (
    SELECT 'place' AS kind, b.layer, b.id, n.name FROM basemap AS b CROSS JOIN LATERAL (VALUES (b.name), (b.name_fr)) AS n (name)
    WHERE b.layer IN ('countries', 'regions', 'towns') AND n.name IS NOT NULL
    UNION ALL
    SELECT 'actor', NULL, a.code, n.name FROM actor AS a
    CROSS JOIN LATERAL unnest(a.aliases || ARRAY[a.name, a.name_fr, a.short_name, a.own_name, a.code]) AS n (name) WHERE n.name IS NOT NULL),
hit AS (
    SELECT DISTINCT ON (n.kind, n.layer, n.id) n.kind, n.layer, n.id, n.name, m.level
    FROM named AS n, asked, LATERAL (SELECT folded(n.name) AS f) AS f,
        LATERAL (SELECT CASE WHEN f = q THEN 0 WHEN starts_with(f, q) THEN 1 WHEN strpos(' ' || f, ' ' || q) > 0 THEN 2 END AS level) AS m
    WHERE m.level IS NOT NULL
    ORDER BY n.kind, n.layer, n.id, m.level, n.name),
place AS (
    SELECT json_build_object('kind', 'place', 'type', CASE b.layer WHEN 'countries' THEN 'country' WHEN 'regions' THEN 'region' ELSE 'town' END,
        'id', b.id, 'title', b.name, 'titleFr', b.name_fr, 'country', b.country,
        'within', CASE b.layer WHEN 'towns' THEN (
            SELECT r.name FROM basemap AS r WHERE r.layer = 'regions' AND r.country = b.country AND ST_Intersects(r.geom, b.geom) LIMIT 1) END,
        'lon', ST_X(ST_PointOnSurface(b.geom)), 'lat', ST_Y(ST_PointOnSurface(b.geom)),
        'bbox', CASE WHEN b.layer <> 'towns' THEN json_build_array(ST_XMin(b.geom), ST_YMin(b.geom), ST_XMax(b.geom), ST_YMax(b.geom)) END) AS hit,
        row_number() OVER (ORDER BY o.level, o.layer, b.rank, b.population DESC NULLS LAST, b.name, b.id) AS n
    FROM (SELECT h.* FROM hit AS h JOIN basemap AS r ON r.layer = h.layer AND r.id = h.id WHERE h.kind = 'place'
          ORDER BY h.level, h.layer, r.rank, r.population DESC NULLS LAST, r.name, r.id LIMIT $2) AS o
    JOIN basemap AS b ON b.layer = o.layer AND b.id = o.id),
actors AS (
    SELECT json_build_object('kind', 'actor', 'type', a.kind, 'id', a.code, 'title', a.short_name,
        'within', a.name, 'withinFr', a.name_fr, 'excerpt', CASE WHEN h.name NOT IN (a.short_name, a.name, a.name_fr) THEN h.name END) AS hit,
        row_number() OVER (ORDER BY h.level, a.deploys DESC, a.short_name, a.code) AS n
    FROM hit AS h JOIN actor AS a ON a.code = h.id WHERE h.kind = 'actor'
    ORDER BY n LIMIT $2)
SELECT coalesce(json_agg(hit ORDER BY kind, n), '[]')::text
FROM (SELECT 1 AS kind, n, hit FROM place UNION ALL SELECT 2, n, hit FROM actors) AS all_of_them;
