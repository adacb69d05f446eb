-- What a list shows of incidents and the columns do not hold. $1 keys.
SELECT coalesce(json_agg(json_build_object('key', i.key, 'id', i.id, 'title', i.title, 'titleFr', i.title_fr, 'place', i.place, 'admin1', i.admin1)), '[]')::text
FROM incident AS i WHERE i.key = ANY ($1);
