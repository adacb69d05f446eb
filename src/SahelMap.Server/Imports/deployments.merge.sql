-- Staged deployments into the table: new ones and changed ones. $1: leave out those that somebody deleted here.
INSERT INTO deployment AS d (id,
    dataset, dataset_key, actor, name, name_fr, kind, role, period, from_precision, until_precision, role_until, area, area_rule,
    approximate, area_in_words, area_note, place, troops, synthetic, source, basis, confidence, accuracy, verified, notes,
    entered_by)
SELECT s.id,
    s.dataset, s.dataset_key, s.actor, s.name, s.name_fr, s.kind, s.role, daterange(s.from_day, s.until_day), s.from_precision,
    s.until_precision, s.role_until, s.area, s.area_rule, s.approximate, s.area_in_words, s.area_note, s.place, s.troops,
    s.synthetic, o.id, s.basis, s.confidence, s.accuracy, s.verified, s.notes, s.entered_by
FROM staged_deployment AS s
JOIN staged_source AS o ON o.ordinal = s.source
LEFT JOIN known_record AS k ON k.ordinal = s.ordinal
WHERE k.outcome = 'updated'
   OR (k.outcome IS NULL AND NOT ($1 AND EXISTS (
        SELECT FROM change AS c WHERE c.record = s.id::text AND c.layer = 'deployments' AND c.op = 'deleted')))
ON CONFLICT (dataset, dataset_key) DO UPDATE SET
   (actor, name, name_fr, kind, role, period, from_precision, until_precision, role_until, area, area_rule, approximate,
    area_in_words, area_note, place, troops, synthetic, source, basis, confidence, accuracy, verified, notes, entered_by) =
   (excluded.actor, excluded.name, excluded.name_fr, excluded.kind, excluded.role, excluded.period, excluded.from_precision,
    excluded.until_precision, excluded.role_until, excluded.area, excluded.area_rule, excluded.approximate,
    excluded.area_in_words, excluded.area_note, excluded.place, excluded.troops, excluded.synthetic, excluded.source,
    excluded.basis, excluded.confidence, excluded.accuracy, excluded.verified, excluded.notes, excluded.entered_by)
WHERE d.edited_by IS NULL;
