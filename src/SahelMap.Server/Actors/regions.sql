-- First-level regions of the basemap, for pickers, with their countries' names.
SELECT coalesce(json_agg(json_build_object(
    'id', r.id, 'name', r.name, 'nameFr', r.name_fr, 'country', r.country, 'countryName', c.name, 'countryNameFr', c.name_fr) ORDER BY r.country, r.name, r.id), '[]')::text
FROM basemap AS r LEFT JOIN basemap AS c ON c.layer = 'countries' AND c.country = r.country
WHERE r.layer = 'regions';
