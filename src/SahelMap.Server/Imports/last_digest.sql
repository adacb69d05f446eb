-- What was loaded last in a format, by its digest. $1: format.
SELECT sha256 FROM import_run WHERE format = $1 ORDER BY ended_at DESC, started_at DESC LIMIT 1;
