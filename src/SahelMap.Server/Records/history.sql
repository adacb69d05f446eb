-- Every change of a deployment or incident, oldest first. $1 id, $2 layer of the change log.
-- A change's row after it is the next change's row before it, or the row now. Columns that PostgreSQL makes from others are no change of their own.
WITH generated AS (
    SELECT '{area_3857,served,location_3857,deaths_inconsistent,key}'::text[] AS names),
logged AS (
    SELECT c.ordinal, c.op, c.revision, c.before, b.position, b.committed_at,
        coalesce(lead(c.before) OVER (ORDER BY c.ordinal),
            CASE $2::text WHEN 'deployments' THEN (SELECT to_jsonb(d) FROM deployment AS d WHERE d.id = $1)
                          WHEN 'incidents' THEN (SELECT to_jsonb(i) FROM incident AS i WHERE i.id = $1) END - generated.names) AS after
    FROM change AS c
    JOIN change_batch AS b ON b.id = c.batch
    CROSS JOIN generated
    WHERE c.layer = $2 AND c.record = $1::text AND b.position IS NOT NULL)
SELECT position, committed_at, op, revision,
    CASE op WHEN 'created' THEN coalesce(after ->> 'edited_by', after ->> 'entered_by')
            WHEN 'updated' THEN nullif(after ->> 'edited_by', '') END AS by,
    CASE op WHEN 'updated' THEN ARRAY(
        SELECT key FROM jsonb_each(after) AS a (key, value)
        WHERE value IS DISTINCT FROM before -> key AND key <> ALL ('{revision,updated_at,edited_by}'::text[] || generated.names))
    ELSE '{}' END AS changed
FROM logged, generated
ORDER BY ordinal;
