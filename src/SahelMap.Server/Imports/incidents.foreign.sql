-- Staged incidents whose id belongs to another record here.
SELECT s.ordinal, s.line, s.id, i.dataset, i.dataset_key
FROM staged_incident AS s
JOIN incident AS i ON i.id = s.id AND (i.dataset, i.dataset_key) <> (s.dataset, s.dataset_key)
ORDER BY s.ordinal;
