-- The norm roles of mandate $1 become those of $2, the mandate as on the wire; what stays the same is not touched.
WITH given AS (
    SELECT n.actor, n.norm, n.centrality, daterange(n."from", n."until") AS period, n.problem, n.value, n.behaviour
    FROM jsonb_to_recordset($2::jsonb -> 'norms') AS n (
        actor text, norm text, centrality text, "from" date, "until" date, problem text, value text, behaviour text)),
gone AS (
    DELETE FROM norm_role AS r
    WHERE r.mandate = $1 AND NOT EXISTS (SELECT FROM given AS g WHERE (g.actor, g.norm, g.period) = (r.actor, r.norm, r.period)))
INSERT INTO norm_role AS r (mandate, actor, norm, centrality, period, problem, value, behaviour)
SELECT $1, actor, norm, centrality, period, problem, value, behaviour FROM given
ON CONFLICT (mandate, actor, norm, period) DO UPDATE SET
    (centrality, problem, value, behaviour) = (EXCLUDED.centrality, EXCLUDED.problem, EXCLUDED.value, EXCLUDED.behaviour)
WHERE (r.centrality, r.problem, r.value, r.behaviour) IS DISTINCT FROM (EXCLUDED.centrality, EXCLUDED.problem, EXCLUDED.value, EXCLUDED.behaviour);
