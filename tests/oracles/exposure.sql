-- The exposure analysis by plain PostGIS, without any of SahelMap's code: ground × days and incidents in which civilians
-- were harmed, by stratum. Slice by slice of days on which the deployments stay the same, their areas are united and measured.
--
--   ./sahelmap psql -- -v country=ML -v from=2013-07-01 -v until=2021-01-01 -v poc='{Sector}' -v ct='{Base,Camp,Headquarters}' \
--                      -f tests/oracles/exposure.sql
--
-- country: ISO code of the study area; until: first day outside; poc and ct: kinds of deployments on either side.
WITH study AS (
    SELECT geom FROM basemap WHERE layer = 'countries' AND country = :'country'),
zones AS (
    SELECT d.role, greatest(lower(d.served), :'from'::date) AS first, least(coalesce(upper(d.served), 'infinity'), :'until'::date) AS stop,
        d.area, ST_Intersection(d.area, s.geom) AS ground
    FROM deployment AS d JOIN study AS s ON ST_Intersects(d.area, s.geom)
    WHERE NOT d.synthetic AND d.served && daterange(:'from'::date, :'until'::date)
      AND (d.role = 'PoC' AND d.kind = ANY (:'poc'::text[]) OR d.role = 'CT' AND d.kind = ANY (:'ct'::text[]))),
bounds AS (
    SELECT first AS day FROM zones UNION SELECT stop FROM zones UNION SELECT :'from'::date UNION SELECT :'until'::date),
slices AS (
    SELECT day AS first, lead(day) OVER (ORDER BY day) AS stop FROM bounds),
grounds AS (
    SELECT s.stop - s.first AS days,
        (SELECT ST_Union(z.ground) FROM zones AS z WHERE z.role = 'PoC' AND z.first <= s.first AND z.stop > s.first) AS poc,
        (SELECT ST_Union(z.ground) FROM zones AS z WHERE z.role = 'CT' AND z.first <= s.first AND z.stop > s.first) AS ct
    FROM slices AS s WHERE s.stop IS NOT NULL),
-- An edge is straight in longitude and latitude here; PostGIS's geography takes the shortest way, so edges are cut first.
measured AS (
    SELECT days,
        coalesce(ST_Area(ST_Segmentize(poc, 0.05)::geography), 0) / 1e6 AS poc,
        coalesce(ST_Area(ST_Segmentize(ct, 0.05)::geography), 0) / 1e6 AS ct,
        coalesce(ST_Area(ST_Segmentize(ST_CollectionExtract(ST_Intersection(poc, ct), 3), 0.05)::geography), 0) / 1e6 AS joint,
        (SELECT ST_Area(ST_Segmentize(geom, 0.05)::geography) FROM study) / 1e6 AS study
    FROM grounds),
exposure AS (
    SELECT 'PocOnly' AS stratum, sum((poc - joint) * days) AS km2_days FROM measured
    UNION ALL SELECT 'CtOnly', sum((ct - joint) * days) FROM measured
    UNION ALL SELECT 'Both', sum(joint * days) FROM measured
    UNION ALL SELECT 'Neither', sum((study - poc - ct + joint) * days) FROM measured),
harmed AS (
    SELECT i.location, lower(i.period) AS day
    FROM incident AS i JOIN study AS s ON ST_Intersects(i.location, s.geom)
    WHERE NOT i.synthetic AND daterange(:'from'::date, :'until'::date) @> lower(i.period)
      AND (i.type = 'ViolenceAgainstCivilians' OR i.civilian_deaths > 0)),
placed AS (
    SELECT EXISTS (SELECT FROM zones AS z WHERE z.role = 'PoC' AND z.first <= h.day AND z.stop > h.day AND ST_Intersects(z.area, h.location)) AS poc,
        EXISTS (SELECT FROM zones AS z WHERE z.role = 'CT' AND z.first <= h.day AND z.stop > h.day AND ST_Intersects(z.area, h.location)) AS ct
    FROM harmed AS h)
SELECT e.stratum, e.km2_days,
    (SELECT count(*) FROM placed AS p
     WHERE e.stratum = CASE WHEN p.poc AND p.ct THEN 'Both' WHEN p.poc THEN 'PocOnly' WHEN p.ct THEN 'CtOnly' ELSE 'Neither' END) AS incidents
FROM exposure AS e;
