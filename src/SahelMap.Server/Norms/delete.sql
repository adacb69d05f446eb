-- $1 id; its norm roles go with it.
DELETE FROM mandate WHERE id = $1;
