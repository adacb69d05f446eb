-- Deployments in which the words occur: those whose name holds them first, then the latest. $1 what was typed, $2 how many.
SELECT coalesce(json_agg(hit ORDER BY n), '[]')::text
FROM (
    SELECT json_build_object('kind', 'deployment', 'type', d.kind, 'id', d.id, 'title', d.name, 'titleFr', d.name_fr, 'actor', d.actor,
        'from', lower(d.period), 'until', upper(d.period)) AS hit,
        row_number() OVER (ORDER BY words_of(d.name, d.name_fr) @@ words_query($1::text) DESC, lower(d.period) DESC, d.id) AS n
    FROM deployment AS d
    WHERE words_of(d.name, d.name_fr, d.place, d.actor, d.area_in_words) @@ words_query($1::text)
    ORDER BY n LIMIT $2) AS found;
