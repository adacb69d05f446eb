-- Every change of a record, oldest first. $1 id. A change's row after it is the next change's row before it, or the row now.
WITH logged AS (
    SELECT c.ordinal, c.op, c.revision, c.before, b.position, b.committed_at,
        coalesce(lead(c.before) OVER (ORDER BY c.ordinal), to_jsonb(r) - '{location_3857,deaths_inconsistent}'::text[]) AS after
    FROM change AS c
    JOIN change_batch AS b ON b.id = c.batch
    LEFT JOIN incident AS r ON r.id = $1
    WHERE c.layer = 'incidents' AND c.record = $1::text AND b.position IS NOT NULL)
SELECT position, committed_at, op, revision,
    CASE op WHEN 'created' THEN coalesce(after ->> 'edited_by', after ->> 'entered_by')
            WHEN 'updated' THEN nullif(after ->> 'edited_by', '') END AS by,
    CASE op WHEN 'updated' THEN ARRAY(
        SELECT key FROM jsonb_each(after) AS a (key, value)
        WHERE value IS DISTINCT FROM before -> key AND key <> ALL ('{revision,updated_at,edited_by,location_3857,deaths_inconsistent}'))
    ELSE '{}' END AS changed
FROM logged
ORDER BY ordinal;
