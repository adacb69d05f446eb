-- $1 id, $2 the mandate as on the wire, $3 source. One that was deleted and comes again under its id is the same: its revisions go on.
INSERT INTO mandate (id, dataset, dataset_key, symbol, title, adopted, body, subject, summary, period, actors, ceiling_military, ceiling_police,
    source, basis, confidence, accuracy, verified, notes, entered_by, revision)
SELECT $1::uuid, coalesce(n.dataset, 'local'), coalesce(n."datasetKey", $1::uuid::text), n.symbol, n.title, n.date, n.body, n.subject, n.summary,
    daterange(n."from", n."until"), n.actors, n."ceilingMilitary", n."ceilingPolice",
    $3, n.basis, n.confidence, n.accuracy, n.verified, n.notes, n."enteredBy", coalesce(gone.revision + 1, 1)
FROM jsonb_to_record($2) AS n (
    dataset text, "datasetKey" text, symbol text, title text, date date, body text, subject text, summary text, "from" date, "until" date,
    actors text[], "ceilingMilitary" integer, "ceilingPolice" integer,
    basis text, confidence text, accuracy text, verified boolean, notes text, "enteredBy" text)
LEFT JOIN LATERAL (
    SELECT c.revision FROM change AS c
    WHERE c.layer = 'mandates' AND c.record = $1::uuid::text AND c.op = 'deleted' ORDER BY c.ordinal DESC LIMIT 1) AS gone ON true;
