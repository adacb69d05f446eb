-- Moves the end of what Resume answers from; the rows stay, because history and asOf are made of them.
-- $1 the instant before which, $2 how many changes are kept
WITH too_old AS (
    SELECT b.position FROM change_batch AS b
    WHERE b.committed_at < $1 ORDER BY b.committed_at DESC LIMIT 1),
too_many AS (
    SELECT b.position FROM change AS c JOIN change_batch AS b ON b.id = c.batch
    WHERE c.ordinal <= (SELECT max(ordinal) FROM change) - $2 ORDER BY c.ordinal DESC LIMIT 1),
target AS (
    SELECT greatest((SELECT position FROM too_old), (SELECT position FROM too_many)) AS pruned)
UPDATE change_log_state AS s SET pruned = t.pruned FROM target AS t WHERE t.pruned > s.pruned
RETURNING s.pruned;
