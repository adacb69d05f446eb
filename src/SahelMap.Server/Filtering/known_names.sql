-- Every actor's code and every region of the basemap.
SELECT 'actor' AS what, code AS name FROM actor
UNION ALL
SELECT 'region', id FROM basemap WHERE layer = 'regions';
