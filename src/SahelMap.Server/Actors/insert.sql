-- $1 the actor as on the wire, $2 source. One that was deleted and comes again is the same: its revisions go on where they
-- stopped, and what names it only in some places (alias_rules) comes back.
INSERT INTO actor (code, name, name_fr, short_name, own_name, kind, colour, edge, deploys, aliases, alias_rules,
    source, basis, confidence, accuracy, verified, notes, entered_by, revision)
SELECT n.code, n.name, n."nameFr", n."shortName", n."ownName", n.kind, n.colour, n.edge, n.deploys, n.aliases, coalesce(gone.alias_rules, '[]'),
    $2, n.basis, n.confidence, n.accuracy, n.verified, n.notes, n."enteredBy", coalesce(gone.revision + 1, 1)
FROM jsonb_to_record($1) AS n (
    code text, name text, "nameFr" text, "shortName" text, "ownName" text, kind text, colour text, edge text, deploys boolean, aliases text[],
    basis text, confidence text, accuracy text, verified boolean, notes text, "enteredBy" text)
LEFT JOIN LATERAL (
    SELECT c.revision, c.before -> 'alias_rules' AS alias_rules FROM change AS c
    WHERE c.layer = 'actors' AND c.record = n.code AND c.op = 'deleted' ORDER BY c.ordinal DESC LIMIT 1) AS gone ON true;
