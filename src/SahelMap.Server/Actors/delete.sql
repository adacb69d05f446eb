-- $1 code
DELETE FROM actor WHERE code = $1;
