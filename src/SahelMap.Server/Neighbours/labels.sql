-- What a list shows of incidents and the columns do not hold. $1 ids, $2 keys.
SELECT coalesce(json_agg(json_build_object('id', i.id, 'key', i.key, 'title', i.title, 'titleFr', i.title_fr, 'place', i.place, 'admin1', i.admin1)), '[]')::text
FROM incident AS i WHERE i.id = ANY ($1) OR i.key = ANY ($2);
