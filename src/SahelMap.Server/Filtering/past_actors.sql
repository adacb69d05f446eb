-- Which of these codes ($1) an actor had that was deleted since: asOf looks back.
SELECT c.code FROM unnest($1::text[]) AS c (code)
WHERE EXISTS (SELECT FROM change AS h WHERE h.record = c.code AND h.layer = 'actors');
