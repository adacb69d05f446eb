-- What place_incident looks up, for an import to do it in memory.
SELECT layer, id, country, geom FROM basemap WHERE layer IN ('countries', 'regions') AND ST_Dimension(geom) = 2;
