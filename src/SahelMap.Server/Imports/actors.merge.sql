-- Actors of a file into the table. $1: rows as a JSON array; $2: whether those that are there take the file's values. Says of each row written whether it is new.
INSERT INTO actor AS a (code, name, name_fr, short_name, own_name, kind, colour, edge, deploys, aliases, alias_rules,
    source, basis, confidence, accuracy, verified, notes, entered_by)
SELECT code, name, name_fr, short_name, own_name, kind, colour, edge, deploys, aliases, alias_rules,
    source, basis, confidence, accuracy, verified, notes, entered_by
FROM jsonb_to_recordset($1) AS j (code text, name text, name_fr text, short_name text, own_name text, kind text, colour text, edge text,
    deploys boolean, aliases text[], alias_rules jsonb, source uuid, basis text, confidence text, accuracy text, verified boolean,
    notes text, entered_by text)
ON CONFLICT (code) DO UPDATE SET
   (name, name_fr, short_name, own_name, kind, colour, edge, deploys, aliases, alias_rules,
    source, basis, confidence, accuracy, verified, notes, entered_by) =
   (excluded.name, excluded.name_fr, excluded.short_name, excluded.own_name, excluded.kind, excluded.colour, excluded.edge,
    excluded.deploys, excluded.aliases, excluded.alias_rules, excluded.source, excluded.basis, excluded.confidence,
    excluded.accuracy, excluded.verified, excluded.notes, excluded.entered_by)
WHERE $2
  AND (a.name, a.name_fr, a.short_name, a.own_name, a.kind, a.colour, a.edge, a.deploys, a.aliases, a.alias_rules,
       a.source, a.basis, a.confidence, a.accuracy, a.verified, a.notes, a.entered_by)
   IS DISTINCT FROM
      (excluded.name, excluded.name_fr, excluded.short_name, excluded.own_name, excluded.kind, excluded.colour, excluded.edge,
       excluded.deploys, excluded.aliases, excluded.alias_rules, excluded.source, excluded.basis, excluded.confidence,
       excluded.accuracy, excluded.verified, excluded.notes, excluded.entered_by)
RETURNING a.xmax = 0;
