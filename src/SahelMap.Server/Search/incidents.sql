-- Incidents in which the words occur: those whose title holds them first, then the latest. $1 what was typed, $2 how many.
-- A word that is in every other record would be found a million times before the latest are known: so the 200 latest are looked
-- through first. Only where they do not hold enough is the index asked, and then for a word that is rare.
WITH latest AS MATERIALIZED (
    SELECT i.id FROM incident AS i ORDER BY lower(i.period) DESC, i.id DESC LIMIT 200),
recent AS MATERIALIZED (
    SELECT i.id FROM latest JOIN incident AS i USING (id)
    WHERE words_of(i.title, i.title_fr, i.place, i.side_a, i.side_b, i.narrative, i.narrative_fr) @@ words_query($1::text)),
matched AS MATERIALIZED (
    SELECT i.id, lower(i.period) AS day FROM incident AS i
    WHERE (SELECT count(*) FROM recent) <= $2::integer
      AND words_of(i.title, i.title_fr, i.place, i.side_a, i.side_b, i.narrative, i.narrative_fr) @@ words_query($1::text)),
candidate AS MATERIALIZED (
    SELECT id FROM recent UNION (SELECT id FROM matched ORDER BY day DESC, id DESC LIMIT 100)),
ranked AS (
    SELECT i.*, words_of(i.title, i.title_fr) @@ words_query($1::text) AS titled,
        row_number() OVER (ORDER BY words_of(i.title, i.title_fr) @@ words_query($1::text) DESC, lower(i.period) DESC, i.id DESC) AS n
    FROM candidate JOIN incident AS i USING (id)
    ORDER BY n LIMIT $2)
SELECT coalesce(json_agg(json_build_object('kind', 'incident', 'type', r.type, 'id', r.id, 'title', r.title, 'titleFr', r.title_fr,
        'within', r.place, 'country', r.country, 'from', lower(r.period), 'until', upper(r.period), 'datePrecision', r.date_precision,
        'deaths', r.deaths_best, 'lon', ST_X(r.location), 'lat', ST_Y(r.location),
        -- Where the title does not show why it is found, the place in its text does.
        'excerpt', CASE WHEN NOT r.titled THEN ts_headline('public.sahelmap_english',
            concat_ws(' · ', r.side_a, r.side_b, r.narrative), words_query($1::text),
            U&'StartSel=\E000, StopSel=\E001, MaxFragments=1, MaxWords=14, MinWords=6, FragmentDelimiter=" … "') END) ORDER BY r.n), '[]')::text,
    (SELECT count(*) FROM candidate) > $2
FROM ranked AS r;
