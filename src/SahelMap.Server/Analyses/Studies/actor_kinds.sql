-- Kinds of the actors as they stood at instant $1 (NULL: now).
WITH first_since AS (
    SELECT DISTINCT ON (c.record) c.record, c.op, c.before
    FROM change AS c JOIN change_batch AS b ON b.id = c.batch
    WHERE c.layer = 'actors' AND b.committed_at > $1::timestamptz ORDER BY c.record, c.ordinal)
SELECT a.code, a.kind FROM actor AS a WHERE NOT EXISTS (SELECT FROM first_since AS f WHERE f.record = a.code)
UNION ALL
SELECT f.record, f.before ->> 'kind' FROM first_since AS f WHERE f.op <> 'created';
