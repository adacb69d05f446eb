-- The deployments whose area held an incident's point on one of its days, and whether they served their norm then. $1 id.
SELECT coalesce(json_agg(json_build_object('id', d.id, 'name', d.name, 'nameFr', d.name_fr, 'actor', d.actor, 'kind', d.kind, 'role', d.role,
        'from', lower(d.period), 'until', upper(d.period), 'served', d.served && i.period, 'approximate', d.approximate, 'synthetic', d.synthetic)
    ORDER BY d.role, d.actor, d.name, d.id), '[]')::text
FROM incident AS i JOIN deployment AS d ON d.period && i.period AND d.area && i.location AND ST_Intersects(d.area, i.location)
WHERE i.id = $1;
