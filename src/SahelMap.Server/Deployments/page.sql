-- One page in the order of (first day, id), which index deployment_page gives, and the key of the next page's first record.
-- $1 to $10: the filter. $11 limit, $12 and $13 key of this page's first record (day, id) or NULL. $14 degrees to simplify areas by, or NULL.
SELECT (SELECT to_char(lower((f.deployment).period), 'YYYY-MM-DD') || '|' || (f.deployment).id
        FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10) AS f
        WHERE ($12::date IS NULL OR (lower((f.deployment).period), (f.deployment).id) >= ($12, $13::uuid))
        ORDER BY lower((f.deployment).period), (f.deployment).id OFFSET $11 LIMIT 1) AS next,
    CASE WHEN $14::float8 IS NULL THEN f.feature
    ELSE json_build_object('type', 'Feature', 'id', (f.deployment).id,
        'geometry', ST_AsGeoJSON(ST_ForcePolygonCCW(ST_SimplifyPreserveTopology((f.deployment).area, $14)), 5)::json, 'properties', f.feature -> 'properties')
    END::text
FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10) AS f
WHERE ($12::date IS NULL OR (lower((f.deployment).period), (f.deployment).id) >= ($12, $13::uuid))
ORDER BY lower((f.deployment).period), (f.deployment).id
LIMIT $11;
