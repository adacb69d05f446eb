-- What an actor did, in short: its deployments without their areas, and the incidents that name it as a side. $1 code.
SELECT json_build_object(
    'deployments', coalesce((SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'nameFr', d.name_fr, 'kind', d.kind, 'role', d.role,
        'from', lower(d.period), 'until', upper(d.period), 'approximate', d.approximate, 'synthetic', d.synthetic) ORDER BY lower(d.period), d.name, d.id)
        FROM deployment AS d WHERE d.actor = a.code), '[]'),
    'incidents', i.incidents, 'deaths', i.deaths, 'civilianDeaths', i.civilian_deaths, 'first', i.first, 'last', i.last)::text
FROM actor AS a
CROSS JOIN LATERAL (SELECT count(*) AS incidents,
        coalesce(sum(n.deaths_best) FILTER (WHERE NOT n.counted_elsewhere), 0) AS deaths,
        coalesce(sum(n.civilian_deaths) FILTER (WHERE NOT n.counted_elsewhere), 0) AS civilian_deaths,
        min(lower(n.period)) AS first, max(upper(n.period)) - 1 AS last
    FROM incident AS n WHERE n.actors @> ARRAY[a.code]) AS i
WHERE a.code = $1;
