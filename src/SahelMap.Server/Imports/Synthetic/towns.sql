-- The towns of the five Sahel states, always in the same order.
SELECT coalesce(name, id), ST_X(geom), ST_Y(geom), coalesce(population, 0)
FROM basemap WHERE layer = 'towns' AND country IN ('ML', 'BF', 'NE', 'MR', 'TD') AND ST_GeometryType(geom) = 'ST_Point'
ORDER BY id COLLATE "C";
