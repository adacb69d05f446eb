-- Changes whenever the basemap is filled again: rows that were written again carry another transaction.
SELECT coalesce(string_agg(DISTINCT xmin::text, ',' ORDER BY xmin::text), '') || ':' || count(*) FROM basemap WHERE layer IN ('countries', 'regions');
