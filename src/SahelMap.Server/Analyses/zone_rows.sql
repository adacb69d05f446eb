-- What the read model keeps of a deployment; the days on which it serves its norm, none where they are empty.
SELECT d.id, d.actor, d.name, d.name_fr, d.kind, d.role,
    lower(d.served) - DATE '0001-01-01', upper(d.served) - DATE '0001-01-01',
    d.approximate, d.synthetic, d.area,
    s.name, s.citation, s.url, s.licence, d.basis, d.confidence, d.verified,
    -- The end of the norm's service is a day that a resolution names.
    d.from_precision, CASE WHEN d.role_until IS NULL THEN d.until_precision ELSE 'Day' END
FROM deployment AS d
JOIN source AS s ON s.id = d.source
