-- $1 id, $2 properties as on the wire, $3 area, $4 source, $5 who edits it.
-- Nothing changed: no change is made, and nobody becomes its editor. Who entered it, and its place in its data set, stay.
UPDATE deployment AS r SET (
    actor, name, name_fr, kind, role, period, from_precision, until_precision, role_until, area, area_rule,
    approximate, area_in_words, area_note, place, troops, synthetic, source, basis, confidence, accuracy, verified,
    notes, edited_by) = ROW (
    n.actor, n.name, n."nameFr", n.kind, n.role, daterange(n."from", n."until"), n."fromPrecision",
    n."untilPrecision", n."roleUntil", $3, jsonb_strip_nulls(n.rule), n.approximate, n."areaInWords", n."areaNote",
    n.place, n.troops, n.synthetic, $4, n.basis, n.confidence, n.accuracy, n.verified, n.notes, $5)
FROM jsonb_to_record($2) AS n (
    dataset text, "datasetKey" text, "from" date, "until" date, actor text, name text, "nameFr" text, kind text,
    role text, "fromPrecision" text, "untilPrecision" text, "roleUntil" date, approximate boolean,
    "areaInWords" text, "areaNote" text, place text, troops text, synthetic boolean, basis text, confidence text,
    accuracy text, verified boolean, notes text, "enteredBy" text, rule jsonb)
WHERE r.id = $1 AND ROW (
    r.actor, r.name, r.name_fr, r.kind, r.role, r.period, r.from_precision, r.until_precision, r.role_until,
    r.area, r.area_rule, r.approximate, r.area_in_words, r.area_note, r.place, r.troops, r.synthetic, r.source,
    r.basis, r.confidence, r.accuracy, r.verified, r.notes) IS DISTINCT FROM ROW (
    n.actor, n.name, n."nameFr", n.kind, n.role, daterange(n."from", n."until"), n."fromPrecision",
    n."untilPrecision", n."roleUntil", $3, jsonb_strip_nulls(n.rule), n.approximate, n."areaInWords", n."areaNote",
    n.place, n.troops, n.synthetic, $4, n.basis, n.confidence, n.accuracy, n.verified, n.notes);
