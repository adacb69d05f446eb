-- Events of UCDP GED that were imported before a record of geodata/ came to tell them too. One that was edited here is left alone.
UPDATE incident AS e
SET counted_elsewhere = true, notes = format('Told in geodata as well, as "%s": counted there.', t.title)
FROM (
    SELECT u.id, min(i.title) AS title
    FROM incident AS i
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(i.original -> 'ucdpIds') = 'array' THEN i.original -> 'ucdpIds' ELSE '[]' END) AS u (id)
    WHERE i.dataset = 'geodata' AND NOT i.counted_elsewhere AND i.deaths_best IS NOT NULL
    GROUP BY u.id) AS t
WHERE e.dataset = 'ucdp-ged' AND e.dataset_key = t.id AND e.edited_by IS NULL
  AND (e.counted_elsewhere, e.notes) IS DISTINCT FROM (true, format('Told in geodata as well, as "%s": counted there.', t.title));
