-- Mandates of a file into the table. $1: rows as a JSON array; $2: whether those that are there take the file's values. Says of each row written whether it is new.
INSERT INTO mandate AS m (id, dataset, dataset_key, symbol, title, adopted, body, subject, summary, period, actors,
    ceiling_military, ceiling_police, source, basis, confidence, accuracy, verified, notes, entered_by)
SELECT id, dataset, dataset_key, symbol, title, adopted, body, subject, summary, daterange(from_day, until_day), actors,
    ceiling_military, ceiling_police, source, basis, confidence, accuracy, verified, notes, entered_by
FROM jsonb_to_recordset($1) AS j (id uuid, dataset text, dataset_key text, symbol text, title text, adopted date, body text, subject text,
    summary text, from_day date, until_day date, actors text[], ceiling_military integer, ceiling_police integer, source uuid, basis text,
    confidence text, accuracy text, verified boolean, notes text, entered_by text)
ON CONFLICT (dataset, dataset_key) DO UPDATE SET
   (symbol, title, adopted, body, subject, summary, period, actors, ceiling_military, ceiling_police,
    source, basis, confidence, accuracy, verified, notes, entered_by) =
   (excluded.symbol, excluded.title, excluded.adopted, excluded.body, excluded.subject, excluded.summary, excluded.period,
    excluded.actors, excluded.ceiling_military, excluded.ceiling_police, excluded.source, excluded.basis, excluded.confidence,
    excluded.accuracy, excluded.verified, excluded.notes, excluded.entered_by)
WHERE $2
  AND (m.symbol, m.title, m.adopted, m.body, m.subject, m.summary, m.period, m.actors, m.ceiling_military, m.ceiling_police,
       m.source, m.basis, m.confidence, m.accuracy, m.verified, m.notes, m.entered_by)
   IS DISTINCT FROM
      (excluded.symbol, excluded.title, excluded.adopted, excluded.body, excluded.subject, excluded.summary, excluded.period,
       excluded.actors, excluded.ceiling_military, excluded.ceiling_police, excluded.source, excluded.basis, excluded.confidence,
       excluded.accuracy, excluded.verified, excluded.notes, excluded.entered_by)
RETURNING m.xmax = 0;
