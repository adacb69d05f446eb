-- $1 the position after which, $2 how many batches at most
SELECT b.position, b.committed_at, (SELECT count(*) FROM change AS c WHERE c.batch = b.id)
FROM change_batch AS b
WHERE b.position > $1
ORDER BY b.position
LIMIT $2;
