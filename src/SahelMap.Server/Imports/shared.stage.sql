-- What the staged records of a file rest on, and which of them are there already.
CREATE TEMP TABLE IF NOT EXISTS staged_source (ordinal integer, id uuid) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS known_record (ordinal integer, outcome text) ON COMMIT DELETE ROWS;
TRUNCATE staged_source, known_record;
