-- Events of UCDP GED that a record of geodata/ tells as well, so that nobody is counted twice.
SELECT 'ucdp-ged', u.id, min(i.title)
FROM incident AS i
CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(i.original -> 'ucdpIds') = 'array' THEN i.original -> 'ucdpIds' ELSE '[]' END) AS u (id)
WHERE i.dataset = 'geodata' AND NOT i.counted_elsewhere AND i.deaths_best IS NOT NULL
GROUP BY u.id;
