-- $1 id, $2 properties as on the wire, $3 area, $4 source, $5 who enters it.
-- A record that was deleted and comes again under its id (undo) is the same record: its revisions go on where they stopped.
INSERT INTO deployment (
    id, dataset, dataset_key, actor, name, name_fr, kind, role, period, from_precision, until_precision,
    role_until, area, area_rule, approximate, area_in_words, area_note, place, troops, synthetic, source, basis,
    confidence, accuracy, verified, notes, entered_by, edited_by, revision)
SELECT
    $1::uuid, coalesce(n.dataset, 'local'), coalesce(n."datasetKey", $1::uuid::text), n.actor, n.name, n."nameFr", n.kind,
    n.role, daterange(n."from", n."until"), n."fromPrecision", n."untilPrecision", n."roleUntil", $3,
    jsonb_strip_nulls(n.rule), n.approximate, n."areaInWords", n."areaNote", n.place, n.troops, n.synthetic, $4,
    n.basis, n.confidence, n.accuracy, n.verified, n.notes, n."enteredBy",
    CASE WHEN coalesce(n.dataset, 'local') <> 'local' THEN $5 END, coalesce(gone.revision + 1, 1)
FROM jsonb_to_record($2) AS n (
    dataset text, "datasetKey" text, "from" date, "until" date, actor text, name text, "nameFr" text, kind text,
    role text, "fromPrecision" text, "untilPrecision" text, "roleUntil" date, approximate boolean,
    "areaInWords" text, "areaNote" text, place text, troops text, synthetic boolean, basis text, confidence text,
    accuracy text, verified boolean, notes text, "enteredBy" text, rule jsonb)
LEFT JOIN LATERAL (
    SELECT c.revision FROM change AS c
    WHERE c.layer = 'deployments' AND c.record = $1::uuid::text AND c.op = 'deleted' ORDER BY c.ordinal DESC LIMIT 1) AS gone ON true;
