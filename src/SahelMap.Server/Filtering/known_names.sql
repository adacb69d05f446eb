-- Every actor's code, every region of the basemap, every data set: the last by jumps through the index of (dataset, dataset_key),
-- which a million records do not slow.
WITH RECURSIVE of_incidents AS (
    (SELECT dataset FROM incident ORDER BY dataset LIMIT 1)
    UNION ALL
    SELECT (SELECT i.dataset FROM incident AS i WHERE i.dataset > o.dataset ORDER BY i.dataset LIMIT 1) FROM of_incidents AS o WHERE o.dataset IS NOT NULL)
SELECT 'actor' AS what, code AS name FROM actor
UNION ALL
SELECT 'region', id FROM basemap WHERE layer = 'regions'
UNION ALL
SELECT 'source', dataset FROM (SELECT dataset FROM of_incidents UNION SELECT dataset FROM deployment UNION SELECT dataset FROM mandate) AS d
WHERE dataset IS NOT NULL;
