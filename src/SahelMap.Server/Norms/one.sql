-- $1 id
SELECT record::text, revision FROM mandate_record WHERE id = $1;
