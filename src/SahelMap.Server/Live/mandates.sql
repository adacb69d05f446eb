-- $1 ids (uuid[]), $2 bytes that a pushed record may have
SELECT r.id, r.text
FROM (SELECT m.id::text AS id, m.record::text AS text FROM mandate_record AS m WHERE m.id = ANY ($1) OFFSET 0) AS r
WHERE octet_length(r.text) <= $2;
