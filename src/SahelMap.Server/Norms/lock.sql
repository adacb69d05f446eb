-- $1 id. Held until the transaction ends.
SELECT revision FROM mandate WHERE id = $1 FOR UPDATE;
