-- $1 id
DELETE FROM incident WHERE id = $1;
