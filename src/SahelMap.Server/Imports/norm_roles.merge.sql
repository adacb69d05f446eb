-- The norm roles of a dataset's mandates become those of the file; equal ones are not touched. $1: rows as a JSON array; $2: the dataset.
WITH given AS (
    SELECT mandate, actor, norm, centrality, daterange(from_day, until_day) AS period, problem, value, behaviour
    FROM jsonb_to_recordset($1) AS j (mandate uuid, actor text, norm text, centrality text, from_day date, until_day date,
        problem text, value text, behaviour text)),
gone AS (
    DELETE FROM norm_role AS r USING mandate AS m
    WHERE m.id = r.mandate AND m.dataset = $2
      AND NOT EXISTS (SELECT FROM given AS g WHERE (g.mandate, g.actor, g.norm, g.period) = (r.mandate, r.actor, r.norm, r.period)))
INSERT INTO norm_role AS r (mandate, actor, norm, centrality, period, problem, value, behaviour)
SELECT mandate, actor, norm, centrality, period, problem, value, behaviour FROM given
ON CONFLICT (mandate, actor, norm, period) DO UPDATE SET
   (centrality, problem, value, behaviour) = (excluded.centrality, excluded.problem, excluded.value, excluded.behaviour)
WHERE (r.centrality, r.problem, r.value, r.behaviour) IS DISTINCT FROM (excluded.centrality, excluded.problem, excluded.value, excluded.behaviour);
