-- Staged deployments whose id belongs to another record here.
SELECT s.ordinal, s.line, s.id, d.dataset, d.dataset_key
FROM staged_deployment AS s
JOIN deployment AS d ON d.id = s.id AND (d.dataset, d.dataset_key) <> (s.dataset, s.dataset_key)
ORDER BY s.ordinal;
