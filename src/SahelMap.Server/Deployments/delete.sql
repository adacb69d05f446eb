-- $1 id
DELETE FROM deployment WHERE id = $1;
