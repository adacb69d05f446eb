-- The polygons that area rules name.
SELECT layer, id, country, geom FROM basemap WHERE layer IN ('countries', 'regions') ORDER BY layer, id;
