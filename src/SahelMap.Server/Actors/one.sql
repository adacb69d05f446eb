-- $1 code
SELECT record::text, revision FROM actor_record WHERE id = $1;
