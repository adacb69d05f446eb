-- Every code that an actor has or had (asOf looks back), and every region of the basemap.
SELECT 'actor' AS what, code AS name FROM actor
UNION
SELECT 'actor', record FROM change WHERE layer = 'actors' AND op = 'deleted'
UNION ALL
SELECT 'region', id FROM basemap WHERE layer = 'regions';
