-- $1 the position after which, $2 the last position
SELECT b.position, c.layer, c.record, c.op, c.revision, CASE WHEN c.layer = 'incidents' THEN (c.before ->> 'key')::integer END
FROM change_batch AS b
JOIN change AS c ON c.batch = b.id
WHERE b.position > $1 AND b.position <= $2
ORDER BY b.position, c.ordinal;
