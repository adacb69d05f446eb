-- $1 the actor as on the wire, $2 source. Who entered it stays; the table's trigger passes over what changes nothing.
UPDATE actor AS a SET
    name = n.name, name_fr = n."nameFr", short_name = n."shortName", own_name = n."ownName", kind = n.kind, colour = n.colour, edge = n.edge,
    deploys = n.deploys, aliases = n.aliases, source = $2, basis = n.basis, confidence = n.confidence, accuracy = n.accuracy,
    verified = n.verified, notes = n.notes
FROM jsonb_to_record($1) AS n (
    code text, name text, "nameFr" text, "shortName" text, "ownName" text, kind text, colour text, edge text, deploys boolean, aliases text[],
    basis text, confidence text, accuracy text, verified boolean, notes text)
WHERE a.code = n.code;
