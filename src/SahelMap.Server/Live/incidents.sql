-- $1 ids (uuid[]), $2 bytes that a pushed record may have
SELECT r.id, r.text
FROM (SELECT (f.incident).id::text AS id, f.feature::text AS text FROM find_incidents(ids => $1) AS f OFFSET 0) AS r
WHERE octet_length(r.text) <= $2;
