-- What had been loaded by instant $1 (NULL: now).
SELECT id, file, sha256, ended_at FROM import_run WHERE ended_at IS NOT NULL AND ($1::timestamptz IS NULL OR ended_at <= $1) ORDER BY ended_at, id;
