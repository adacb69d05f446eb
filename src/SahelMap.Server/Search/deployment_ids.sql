-- Ids of the deployments that q passes. $1 what was typed.
SELECT coalesce(json_agg(d.id ORDER BY d.id), '[]')::text FROM deployment AS d
WHERE words_of(d.name, d.name_fr, d.place, d.actor, d.area_in_words) @@ words_query($1::text);
