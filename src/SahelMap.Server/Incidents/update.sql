-- $1 id, $2 properties as on the wire, $3 location, $4 source, $5 who edits it.
-- Nothing changed: no change is made, and nobody becomes its editor. Who entered it, and its place in its data set, stay.
-- What the source file held besides (original) stays unless the client sends another; so do country and region, which the
-- table's trigger looks up anew where the place moves.
UPDATE incident AS r SET (
    title, title_fr, type, category, period, date_precision, geo_precision, location, place, country, admin1,
    side_a, side_b, actors, attributed_by, deaths_low, deaths_best, deaths_high, civilian_deaths_low,
    civilian_deaths, civilian_deaths_high, peacekeeper_deaths, counted_elsewhere, forces_involved, narrative,
    narrative_fr, synthetic, source, basis, confidence, accuracy, verified, notes, original, edited_by) = ROW (
    n.title, n."titleFr", n.type, n.category, daterange(n."from", n."until"), n."datePrecision", n."geoPrecision",
    $3, n.place, coalesce(n.country, r.country), coalesce(n.admin1, r.admin1), n."sideA", n."sideB", n.actors, n."attributedBy", n."deathsLow",
    n."deathsBest", n."deathsHigh", n."civilianDeathsLow", n."civilianDeaths", n."civilianDeathsHigh",
    n."peacekeeperDeaths", n."countedElsewhere", n."forcesInvolved", n.narrative, n."narrativeFr", n.synthetic, $4,
    n.basis, n.confidence, n.accuracy, n.verified, n.notes, coalesce(n.original, r.original), $5)
FROM jsonb_to_record($2) AS n (
    dataset text, "datasetKey" text, "from" date, "until" date, title text, "titleFr" text, type text,
    category text, "datePrecision" text, "geoPrecision" text, place text, country text, admin1 text, "sideA" text,
    "sideB" text, actors text[], "attributedBy" text, "deathsLow" integer, "deathsBest" integer,
    "deathsHigh" integer, "civilianDeathsLow" integer, "civilianDeaths" integer, "civilianDeathsHigh" integer,
    "peacekeeperDeaths" integer, "countedElsewhere" boolean, "forcesInvolved" text, narrative text,
    "narrativeFr" text, synthetic boolean, basis text, confidence text, accuracy text, verified boolean,
    notes text, "enteredBy" text, original jsonb)
WHERE r.id = $1 AND ROW (
    r.title, r.title_fr, r.type, r.category, r.period, r.date_precision, r.geo_precision, r.location, r.place,
    r.country, r.admin1, r.side_a, r.side_b, r.actors, r.attributed_by, r.deaths_low, r.deaths_best, r.deaths_high,
    r.civilian_deaths_low, r.civilian_deaths, r.civilian_deaths_high, r.peacekeeper_deaths, r.counted_elsewhere,
    r.forces_involved, r.narrative, r.narrative_fr, r.synthetic, r.source, r.basis, r.confidence, r.accuracy,
    r.verified, r.notes, r.original) IS DISTINCT FROM ROW (
    n.title, n."titleFr", n.type, n.category, daterange(n."from", n."until"), n."datePrecision", n."geoPrecision",
    $3, n.place, coalesce(n.country, r.country), coalesce(n.admin1, r.admin1), n."sideA", n."sideB", n.actors, n."attributedBy", n."deathsLow",
    n."deathsBest", n."deathsHigh", n."civilianDeathsLow", n."civilianDeaths", n."civilianDeathsHigh",
    n."peacekeeperDeaths", n."countedElsewhere", n."forcesInvolved", n.narrative, n."narrativeFr", n.synthetic, $4,
    n.basis, n.confidence, n.accuracy, n.verified, n.notes, coalesce(n.original, r.original));
