-- Where the incidents of a file wait to be compared with what is there.
CREATE TEMP TABLE IF NOT EXISTS staged_incident (
    ordinal integer, line integer, id uuid, dataset text, dataset_key text, title text, title_fr text, type text, category text,
    from_day date, until_day date, date_precision text, geo_precision text, lon float8, lat float8, place text, country text,
    admin1 text, side_a text, side_b text, actors text[], attributed_by text, deaths_low integer, deaths_best integer,
    deaths_high integer, civilian_deaths_low integer, civilian_deaths integer, civilian_deaths_high integer,
    peacekeeper_deaths integer, counted_elsewhere boolean, forces_involved text, narrative text, narrative_fr text,
    original jsonb, synthetic boolean, source integer, basis text, confidence text, accuracy text, verified boolean, notes text,
    entered_by text
) ON COMMIT DELETE ROWS;
