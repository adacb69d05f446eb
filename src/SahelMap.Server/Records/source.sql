-- The source that a record ($1, as on the wire) rests on; made where there is none. No row: somebody makes it at this moment, ask again.
WITH given AS MATERIALIZED (
    SELECT n.source AS name, n.citation, n.url, coalesce(n.links, '{}') AS links, n.licence, n.retrieved
    FROM jsonb_to_record($1) AS n (source text, citation text, url text, links text[], licence text, retrieved date)),
made AS (
    INSERT INTO source (name, citation, url, links, licence, retrieved)
    SELECT name, citation, url, links, licence, retrieved FROM given
    ON CONFLICT DO NOTHING RETURNING id)
SELECT id FROM made
UNION ALL
SELECT s.id FROM source AS s JOIN given AS g ON (s.name, s.citation, s.links, s.licence) = (g.name, g.citation, g.links, g.licence)
    AND s.url IS NOT DISTINCT FROM g.url AND s.retrieved IS NOT DISTINCT FROM g.retrieved
LIMIT 1;
