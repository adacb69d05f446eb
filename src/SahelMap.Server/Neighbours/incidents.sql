-- Other incidents near one in space and time: the nearest first, then those nearest in time. $1 id, $2 km, $3 days, $4 how many.
-- The box is a frame for the index, a little wider; the distance on the ellipsoid decides. Days apart: 0 where the two share a day.
WITH asked AS (
    SELECT i.id, i.location, i.period, daterange(greatest(lower(i.period) - $3::integer, '0001-01-01'), least(upper(i.period) + $3::integer, '9999-12-31')) AS around,
        ST_Expand(i.location, 1.02 * $2::integer / 111.32 / greatest(cos(radians(ST_Y(i.location))), 0.05), 1.02 * $2::integer / 110.5) AS box
    FROM incident AS i WHERE i.id = $1),
near AS MATERIALIZED (
    SELECT i.id, i.location, i.period, ST_Distance(i.location::geography, a.location::geography) / 1000 AS km,
        greatest(0, lower(i.period) - upper(a.period) + 1, lower(a.period) - upper(i.period) + 1) AS days,
        lower(i.period) >= upper(a.period) AS later
    FROM asked AS a JOIN incident AS i ON i.location && a.box AND i.period && a.around AND i.id <> a.id),
inside AS MATERIALIZED (SELECT * FROM near WHERE km <= $2::integer)
SELECT coalesce((SELECT json_agg(json_build_object('id', i.id, 'title', i.title, 'titleFr', i.title_fr, 'type', i.type, 'from', lower(i.period),
        'until', upper(i.period), 'datePrecision', i.date_precision, 'geoPrecision', i.geo_precision, 'deathsBest', i.deaths_best, 'synthetic', i.synthetic,
        'km', round(n.km::numeric, 1), 'days', n.days, 'later', n.later) ORDER BY n.km, n.days, i.id)
    FROM (SELECT * FROM inside ORDER BY km, days, id LIMIT $4::integer) AS n JOIN incident AS i USING (id)), '[]')::text,
    (SELECT count(*) FROM inside),
    EXISTS (SELECT FROM asked);
