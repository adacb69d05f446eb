-- Sources of a file to their ids, in their order; new ones are made. $1 names, $2 citations, $3 URLs, $4 links (JSON arrays), $5 licences, $6 days retrieved.
WITH given AS MATERIALIZED (
    SELECT g.ordinal, g.name, g.citation, g.url, g.licence, g.retrieved,
        ARRAY(SELECT jsonb_array_elements_text(g.links::jsonb)) AS links
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[]) WITH ORDINALITY
        AS g (name, citation, url, links, licence, retrieved, ordinal)),
made AS (
    INSERT INTO source (name, citation, url, links, licence, retrieved)
    SELECT DISTINCT name, citation, url, links, licence, retrieved FROM given
    ON CONFLICT DO NOTHING
    RETURNING id, name, citation, url, links, licence, retrieved)
SELECT coalesce(m.id, s.id) AS id
FROM given AS g
LEFT JOIN made AS m ON (m.name, m.citation, m.links, m.licence) = (g.name, g.citation, g.links, g.licence)
    AND m.url IS NOT DISTINCT FROM g.url AND m.retrieved IS NOT DISTINCT FROM g.retrieved
LEFT JOIN source AS s ON (s.name, s.citation, s.links, s.licence) = (g.name, g.citation, g.links, g.licence)
    AND s.url IS NOT DISTINCT FROM g.url AND s.retrieved IS NOT DISTINCT FROM g.retrieved
ORDER BY g.ordinal;
