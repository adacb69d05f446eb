-- $1 code
SELECT query FROM link WHERE code = $1
