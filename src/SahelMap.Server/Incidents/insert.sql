-- $1 id, $2 properties as on the wire, $3 location, $4 source, $5 who enters it.
-- A record that was deleted and comes again under its id (undo) is the same record: its revisions go on where they stopped,
-- and what the source file held besides comes back.
INSERT INTO incident (
    id, dataset, dataset_key, title, title_fr, type, category, period, date_precision, geo_precision, location,
    place, country, admin1, side_a, side_b, actors, attributed_by, deaths_low, deaths_best, deaths_high,
    civilian_deaths_low, civilian_deaths, civilian_deaths_high, peacekeeper_deaths, counted_elsewhere,
    forces_involved, narrative, narrative_fr, synthetic, source, basis, confidence, accuracy, verified, notes,
    original, entered_by, edited_by, revision)
SELECT
    $1::uuid, coalesce(n.dataset, 'local'), coalesce(n."datasetKey", $1::uuid::text), n.title, n."titleFr", n.type, n.category,
    daterange(n."from", n."until"), n."datePrecision", n."geoPrecision", $3, n.place, n.country, n.admin1,
    n."sideA", n."sideB", n.actors, n."attributedBy", n."deathsLow", n."deathsBest", n."deathsHigh",
    n."civilianDeathsLow", n."civilianDeaths", n."civilianDeathsHigh", n."peacekeeperDeaths", n."countedElsewhere",
    n."forcesInvolved", n.narrative, n."narrativeFr", n.synthetic, $4, n.basis, n.confidence, n.accuracy,
    n.verified, n.notes, coalesce(n.original, gone.original), n."enteredBy",
    CASE WHEN coalesce(n.dataset, 'local') <> 'local' THEN $5 END, coalesce(gone.revision + 1, 1)
FROM jsonb_to_record($2) AS n (
    dataset text, "datasetKey" text, "from" date, "until" date, title text, "titleFr" text, type text,
    category text, "datePrecision" text, "geoPrecision" text, place text, country text, admin1 text, "sideA" text,
    "sideB" text, actors text[], "attributedBy" text, "deathsLow" integer, "deathsBest" integer,
    "deathsHigh" integer, "civilianDeathsLow" integer, "civilianDeaths" integer, "civilianDeathsHigh" integer,
    "peacekeeperDeaths" integer, "countedElsewhere" boolean, "forcesInvolved" text, narrative text,
    "narrativeFr" text, synthetic boolean, basis text, confidence text, accuracy text, verified boolean,
    notes text, "enteredBy" text, original jsonb)
LEFT JOIN LATERAL (
    SELECT c.revision, nullif(c.before -> 'original', 'null') AS original FROM change AS c
    WHERE c.layer = 'incidents' AND c.record = $1::uuid::text AND c.op = 'deleted' ORDER BY c.ordinal DESC LIMIT 1) AS gone ON true;
