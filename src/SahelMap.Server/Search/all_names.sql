-- Every name that a slip of the pen may have meant.
SELECT DISTINCT n.name FROM basemap AS b CROSS JOIN LATERAL (VALUES (b.name), (b.name_fr)) AS n (name)
WHERE b.layer IN ('countries', 'regions', 'towns') AND n.name IS NOT NULL
UNION
SELECT n.name FROM actor AS a CROSS JOIN LATERAL (VALUES (a.short_name), (a.code)) AS n (name);
