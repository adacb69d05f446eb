-- Where the deployments of a file wait to be compared with what is there.
CREATE TEMP TABLE IF NOT EXISTS staged_deployment (
    ordinal integer, line integer, id uuid, dataset text, dataset_key text, actor text, name text, name_fr text, kind text,
    role text, from_day date, until_day date, from_precision text, until_precision text, role_until date,
    area geometry(MultiPolygon, 4326), area_rule jsonb, approximate boolean, area_in_words text, area_note text, place text,
    troops text, synthetic boolean, source integer, basis text, confidence text, accuracy text, verified boolean, notes text,
    entered_by text
) ON COMMIT DELETE ROWS;
