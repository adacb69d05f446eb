-- $1 key
SELECT id FROM incident WHERE key = $1;
