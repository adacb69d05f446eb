-- Which of the staged deployments are there already, and what becomes of them. One that was edited here is
-- left alone. Places are compared to the 6 decimals that the wire has (0.1 m), so that an export comes back unchanged.
INSERT INTO known_record (ordinal, outcome)
SELECT s.ordinal, CASE
    WHEN (d.actor, d.name, d.name_fr, d.kind, d.role, d.period, d.from_precision, d.until_precision, d.role_until, ST_SnapToGrid(d.area, 1e-6),
          d.area_rule, d.approximate, d.area_in_words, d.area_note, d.place, d.troops, d.synthetic, d.source, d.basis,
          d.confidence, d.accuracy, d.verified, d.notes, d.entered_by)
      IS NOT DISTINCT FROM
         (s.actor, s.name, s.name_fr, s.kind, s.role, daterange(s.from_day, s.until_day), s.from_precision, s.until_precision,
          s.role_until, ST_SnapToGrid(s.area, 1e-6), s.area_rule, s.approximate, s.area_in_words, s.area_note, s.place, s.troops, s.synthetic, o.id,
          s.basis, s.confidence, s.accuracy, s.verified, s.notes, s.entered_by) THEN 'unchanged'
    WHEN d.edited_by IS NOT NULL THEN 'kept'
    ELSE 'updated' END
FROM staged_deployment AS s
JOIN staged_source AS o ON o.ordinal = s.source
JOIN deployment AS d ON d.dataset = s.dataset AND d.dataset_key = s.dataset_key;
