-- $1 codes (text[]), $2 bytes that a pushed record may have
SELECT r.id, r.text
FROM (SELECT a.id, a.record::text AS text FROM actor_record AS a WHERE a.id = ANY ($1) OFFSET 0) AS r
WHERE octet_length(r.text) <= $2;
