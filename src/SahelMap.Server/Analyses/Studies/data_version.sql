-- What the records are the state of: the epoch, the last position at instant $1 (NULL: now) and when it was committed.
SELECT s.epoch::text, coalesce(b.position, 0), b.committed_at
FROM change_log_state AS s
LEFT JOIN LATERAL (
    SELECT c.position, c.committed_at FROM change_batch AS c
    WHERE c.position IS NOT NULL AND ($1::timestamptz IS NULL OR c.committed_at <= $1)
    ORDER BY c.position DESC LIMIT 1) AS b ON true;
