-- $1 to $10: the filter
SELECT coalesce(array_agg((f.deployment).id ORDER BY lower((f.deployment).period), (f.deployment).id), '{}')
FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10) AS f;
