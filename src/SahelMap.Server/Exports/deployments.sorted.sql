-- The features of an export of deployments, in order of days: $1–$10 the filter.
SELECT feature::text
FROM find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10)
ORDER BY lower((deployment).period), (deployment).id;
