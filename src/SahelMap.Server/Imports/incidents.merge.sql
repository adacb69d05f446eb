-- Staged incidents into the table: new ones and changed ones. $1: leave out those that somebody deleted here.
INSERT INTO incident AS i (id,
    dataset, dataset_key, title, title_fr, type, category, period, date_precision, geo_precision, location, place, country,
    admin1, side_a, side_b, actors, attributed_by, deaths_low, deaths_best, deaths_high, civilian_deaths_low, civilian_deaths,
    civilian_deaths_high, peacekeeper_deaths, counted_elsewhere, forces_involved, narrative, narrative_fr, original, synthetic,
    source, basis, confidence, accuracy, verified, notes, entered_by)
SELECT s.id,
    s.dataset, s.dataset_key, s.title, s.title_fr, s.type, s.category, daterange(s.from_day, s.until_day), s.date_precision,
    s.geo_precision, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326), s.place, s.country, s.admin1, s.side_a, s.side_b, s.actors,
    s.attributed_by, s.deaths_low, s.deaths_best, s.deaths_high, s.civilian_deaths_low, s.civilian_deaths, s.civilian_deaths_high,
    s.peacekeeper_deaths, s.counted_elsewhere, s.forces_involved, s.narrative, s.narrative_fr, s.original, s.synthetic, o.id,
    s.basis, s.confidence, s.accuracy, s.verified, s.notes, s.entered_by
FROM staged_incident AS s
JOIN staged_source AS o ON o.ordinal = s.source
LEFT JOIN known_record AS k ON k.ordinal = s.ordinal
WHERE k.outcome = 'updated'
   OR (k.outcome IS NULL AND NOT ($1 AND EXISTS (
        SELECT FROM change AS c WHERE c.record = s.id::text AND c.layer = 'incidents' AND c.op = 'deleted')))
ON CONFLICT (dataset, dataset_key) DO UPDATE SET
   (title, title_fr, type, category, period, date_precision, geo_precision, location, place, country, admin1, side_a, side_b,
    actors, attributed_by, deaths_low, deaths_best, deaths_high, civilian_deaths_low, civilian_deaths, civilian_deaths_high,
    peacekeeper_deaths, counted_elsewhere, forces_involved, narrative, narrative_fr, original, synthetic, source, basis,
    confidence, accuracy, verified, notes, entered_by) =
   (excluded.title, excluded.title_fr, excluded.type, excluded.category, excluded.period, excluded.date_precision,
    excluded.geo_precision, excluded.location, excluded.place, excluded.country, excluded.admin1, excluded.side_a,
    excluded.side_b, excluded.actors, excluded.attributed_by, excluded.deaths_low, excluded.deaths_best, excluded.deaths_high,
    excluded.civilian_deaths_low, excluded.civilian_deaths, excluded.civilian_deaths_high, excluded.peacekeeper_deaths,
    excluded.counted_elsewhere, excluded.forces_involved, excluded.narrative, excluded.narrative_fr, excluded.original,
    excluded.synthetic, excluded.source, excluded.basis, excluded.confidence, excluded.accuracy, excluded.verified,
    excluded.notes, excluded.entered_by)
WHERE i.edited_by IS NULL;
