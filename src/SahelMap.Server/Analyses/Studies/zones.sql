-- Deployments for a study: the days on which each serves its norm, how well their bounds are known, and the rule behind the area.
SELECT (f.deployment).id, (f.deployment).actor, (f.deployment).name, (f.deployment).name_fr, (f.deployment).kind, (f.deployment).role,
    lower((f.deployment).served) - DATE '0001-01-01', upper((f.deployment).served) - DATE '0001-01-01',
    (f.deployment).from_precision,
    -- The end of the norm's service is a day that a resolution names.
    CASE WHEN (f.deployment).role_until IS NULL THEN (f.deployment).until_precision ELSE 'Day' END,
    (f.deployment).synthetic, (f.deployment).area,
    CASE WHEN (f.deployment).area_rule ->> 'kind' = 'Radius' THEN ((f.deployment).area_rule ->> 'lon')::float8 END,
    CASE WHEN (f.deployment).area_rule ->> 'kind' = 'Radius' THEN ((f.deployment).area_rule ->> 'lat')::float8 END,
    CASE WHEN (f.deployment).area_rule ->> 'kind' = 'Radius' THEN ((f.deployment).area_rule ->> 'km')::float8 END
FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10) AS f
WHERE NOT isempty((f.deployment).served);
