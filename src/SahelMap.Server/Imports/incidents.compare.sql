-- Which of the staged incidents are there already, and what becomes of them. One that was edited here is
-- left alone. Places are compared to the 6 decimals that the wire has (0.1 m), so that an export comes back unchanged.
INSERT INTO known_record (ordinal, outcome)
SELECT s.ordinal, CASE
    WHEN (i.title, i.title_fr, i.type, i.category, i.period, i.date_precision, i.geo_precision, ST_SnapToGrid(i.location, 1e-6), i.place, i.country,
          i.admin1, i.side_a, i.side_b, i.actors, i.attributed_by, i.deaths_low, i.deaths_best, i.deaths_high,
          i.civilian_deaths_low, i.civilian_deaths, i.civilian_deaths_high, i.peacekeeper_deaths, i.counted_elsewhere,
          i.forces_involved, i.narrative, i.narrative_fr, i.original, i.synthetic, i.source, i.basis, i.confidence, i.accuracy,
          i.verified, i.notes, i.entered_by)
      IS NOT DISTINCT FROM
         (s.title, s.title_fr, s.type, s.category, daterange(s.from_day, s.until_day), s.date_precision, s.geo_precision,
          ST_SetSRID(ST_SnapToGrid(ST_MakePoint(s.lon, s.lat), 1e-6), 4326), s.place, s.country, s.admin1, s.side_a, s.side_b, s.actors,
          s.attributed_by, s.deaths_low, s.deaths_best, s.deaths_high, s.civilian_deaths_low, s.civilian_deaths,
          s.civilian_deaths_high, s.peacekeeper_deaths, s.counted_elsewhere, s.forces_involved, s.narrative, s.narrative_fr,
          s.original, s.synthetic, o.id, s.basis, s.confidence, s.accuracy, s.verified, s.notes, s.entered_by) THEN 'unchanged'
    WHEN i.edited_by IS NOT NULL THEN 'kept'
    ELSE 'updated' END
FROM staged_incident AS s
JOIN staged_source AS o ON o.ordinal = s.source
JOIN incident AS i ON i.dataset = s.dataset AND i.dataset_key = s.dataset_key;
