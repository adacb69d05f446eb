-- $1 code. Held until the transaction ends.
SELECT revision FROM actor WHERE code = $1 FOR UPDATE;
