-- The one filter and the wire form of a record, each defined once: the API, tiles, exports, the live feed, psql and QGIS
-- all select from these functions. They are single SELECTs, so the planner inlines them and drops what is not asked for;
-- a NULL argument does not restrict. Each comes twice from one text: of the records now, and as they stood at an instant. Days are ISO dates, "until" is the first day outside; coordinates are WGS 84 degrees
-- with 6 decimals (0.1 m), exterior rings counter-clockwise (RFC 7946).

-- The rows of deployment as they stood at an instant: what was not changed since, and the former state of what was.
CREATE FUNCTION deployment_as_of(instant timestamptz) RETURNS SETOF deployment LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH first_since AS (
        SELECT DISTINCT ON (c.record) c.record, c.op, c.before
        FROM change AS c JOIN change_batch AS b ON b.id = c.batch
        WHERE c.layer = 'deployments' AND b.committed_at > instant ORDER BY c.record, c.ordinal)
    SELECT r.* FROM deployment AS r WHERE NOT EXISTS (SELECT FROM first_since AS f WHERE f.record = r.id::text)
    UNION ALL
    SELECT (jsonb_populate_record(NULL::deployment, f.before)).* FROM first_since AS f WHERE f.op <> 'created'
$$;

-- The rows of incident as they stood at an instant: what was not changed since, and the former state of what was.
CREATE FUNCTION incident_as_of(instant timestamptz) RETURNS SETOF incident LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH first_since AS (
        SELECT DISTINCT ON (c.record) c.record, c.op, c.before
        FROM change AS c JOIN change_batch AS b ON b.id = c.batch
        WHERE c.layer = 'incidents' AND b.committed_at > instant ORDER BY c.record, c.ordinal)
    SELECT r.* FROM incident AS r WHERE NOT EXISTS (SELECT FROM first_since AS f WHERE f.record = r.id::text)
    UNION ALL
    SELECT (jsonb_populate_record(NULL::incident, f.before)).* FROM first_since AS f WHERE f.op <> 'created'
$$;

-- A deployment passes a period filter when it was there on any of its days.
DO $do$
DECLARE definition CONSTANT text := $text$
CREATE FUNCTION %1$I(%2$s
    ids uuid[] DEFAULT NULL, actors text[] DEFAULT NULL, kinds text[] DEFAULT NULL, roles text[] DEFAULT NULL,
    period daterange DEFAULT NULL, bbox geometry DEFAULT NULL, countries text[] DEFAULT NULL, regions text[] DEFAULT NULL,
    sources text[] DEFAULT NULL, words text DEFAULT NULL)
RETURNS TABLE (deployment deployment, feature json) LANGUAGE sql STABLE PARALLEL SAFE AS $function$
SELECT d, json_build_object(
    'type', 'Feature', 'id', d.id, 'geometry', ST_AsGeoJSON(ST_ForcePolygonCCW(d.area), 6)::json, 'properties', row_to_json(p))
FROM %3$s AS d
JOIN source AS s ON s.id = d.source
CROSS JOIN LATERAL (SELECT
    d.dataset, d.dataset_key AS "datasetKey", d.actor, d.name, d.name_fr AS "nameFr", d.kind, d.role,
    lower(d.period) AS "from", upper(d.period) AS "until", d.from_precision AS "fromPrecision", d.until_precision AS "untilPrecision",
    d.role_until AS "roleUntil", d.area_rule AS "rule", d.approximate, d.area_in_words AS "areaInWords", d.area_note AS "areaNote",
    d.place, d.troops, d.synthetic,
    s.name AS "source", s.citation, s.url, s.links, s.licence, s.retrieved, d.basis, d.confidence, d.accuracy, d.verified, d.notes,
    d.entered_by AS "enteredBy", d.edited_by AS "editedBy", d.revision, d.updated_at AS "updatedAt") AS p
WHERE (ids IS NULL OR d.id = ANY (ids))
  AND (%1$I.actors IS NULL OR d.actor = ANY (%1$I.actors))
  AND (kinds IS NULL OR d.kind = ANY (kinds))
  AND (roles IS NULL OR d.role = ANY (roles))
  AND (%1$I.period IS NULL OR d.period && %1$I.period)
  AND (bbox IS NULL OR (d.area && bbox AND ST_Intersects(d.area, bbox)))
  AND (countries IS NULL OR EXISTS (SELECT FROM basemap AS b
        WHERE b.layer = 'countries' AND b.country = ANY (countries) AND ST_Intersects(d.area, b.geom)))
  AND (regions IS NULL OR EXISTS (SELECT FROM basemap AS b
        WHERE b.layer = 'regions' AND b.id = ANY (regions) AND ST_Intersects(d.area, b.geom)))
  AND (sources IS NULL OR d.dataset = ANY (sources))
  AND (words IS NULL OR strpos(lower(concat_ws(' ', d.name, d.name_fr, d.place, d.actor, d.area_in_words)), lower(words)) > 0)
$function$
$text$;
BEGIN
    EXECUTE format(definition, 'find_deployments', '', 'deployment');
    EXECUTE format(definition, 'find_deployments_as_of', 'as_of timestamptz,', 'deployment_as_of(as_of)');
END $do$;

-- An incident passes a period filter when any of its days lies inside, and an actor filter when a source names that actor as a side.
DO $do$
DECLARE definition CONSTANT text := $text$
CREATE FUNCTION %1$I(%2$s
    ids uuid[] DEFAULT NULL, actors text[] DEFAULT NULL, types text[] DEFAULT NULL,
    period daterange DEFAULT NULL, bbox geometry DEFAULT NULL, countries text[] DEFAULT NULL, regions text[] DEFAULT NULL,
    min_deaths integer DEFAULT NULL, sources text[] DEFAULT NULL, words text DEFAULT NULL)
RETURNS TABLE (incident incident, feature json) LANGUAGE sql STABLE PARALLEL SAFE AS $function$
SELECT i, json_build_object(
    'type', 'Feature', 'id', i.id, 'key', i.key, 'geometry', ST_AsGeoJSON(i.location, 6)::json, 'properties', row_to_json(p))
FROM %3$s AS i
JOIN source AS s ON s.id = i.source
CROSS JOIN LATERAL (SELECT
    i.dataset, i.dataset_key AS "datasetKey", i.title, i.title_fr AS "titleFr", i.type, i.category,
    lower(i.period) AS "from", upper(i.period) AS "until", i.date_precision AS "datePrecision", i.geo_precision AS "geoPrecision",
    i.place, i.country, i.admin1, i.side_a AS "sideA", i.side_b AS "sideB", i.actors, i.attributed_by AS "attributedBy",
    i.deaths_low AS "deathsLow", i.deaths_best AS "deathsBest", i.deaths_high AS "deathsHigh",
    i.civilian_deaths_low AS "civilianDeathsLow", i.civilian_deaths AS "civilianDeaths", i.civilian_deaths_high AS "civilianDeathsHigh",
    i.peacekeeper_deaths AS "peacekeeperDeaths", i.deaths_inconsistent AS "deathsInconsistent", i.counted_elsewhere AS "countedElsewhere",
    i.forces_involved AS "forcesInvolved", i.narrative, i.narrative_fr AS "narrativeFr", i.original, i.synthetic,
    s.name AS "source", s.citation, s.url, s.links, s.licence, s.retrieved, i.basis, i.confidence, i.accuracy, i.verified, i.notes,
    i.entered_by AS "enteredBy", i.edited_by AS "editedBy", i.revision, i.updated_at AS "updatedAt") AS p
WHERE (ids IS NULL OR i.id = ANY (ids))
  AND (%1$I.actors IS NULL OR i.actors && %1$I.actors)
  AND (types IS NULL OR i.type = ANY (types))
  AND (%1$I.period IS NULL OR i.period && %1$I.period)
  AND (bbox IS NULL OR i.location && bbox)
  AND (countries IS NULL OR i.country = ANY (countries))
  AND (regions IS NULL OR i.admin1 = ANY (regions))
  AND (min_deaths IS NULL OR i.deaths_best >= min_deaths)
  AND (sources IS NULL OR i.dataset = ANY (sources))
  AND (words IS NULL OR strpos(lower(concat_ws(' ', i.title, i.title_fr, i.place, i.side_a, i.side_b, i.narrative)), lower(words)) > 0)
$function$
$text$;
BEGIN
    EXECUTE format(definition, 'find_incidents', '', 'incident');
    EXECUTE format(definition, 'find_incidents_as_of', 'as_of timestamptz,', 'incident_as_of(as_of)');
END $do$;

-- What a copy of the incidents as of a position lacks: as removed, in their last state, those that are gone since; and the others
-- that changed, as they are. A record that was deleted and came again under its id, or was given another id, is in both, with
-- another key or another id: take in the removed ones first.
CREATE FUNCTION incidents_since(since bigint) RETURNS TABLE (incident incident, removed boolean) LANGUAGE sql STABLE AS $$
    WITH changed AS MATERIALIZED (
        SELECT c.record::uuid AS id, (c.before ->> 'key')::integer AS key, c.ordinal
        FROM change_batch AS b JOIN change AS c ON c.batch = b.id
        WHERE b.position > since AND c.layer = 'incidents'),
    gone AS (
        SELECT max(c.ordinal) AS last FROM changed AS c
        WHERE c.key IS NOT NULL AND NOT EXISTS (SELECT FROM incident AS i WHERE i.key = c.key AND i.id = c.id)
        GROUP BY c.key, c.id)
    SELECT jsonb_populate_record(NULL::incident, c.before), true FROM gone JOIN change AS c ON c.ordinal = gone.last
    UNION ALL
    SELECT i, false FROM incident AS i WHERE i.id IN (SELECT c.id FROM changed AS c)
$$;

CREATE VIEW actor_record AS
SELECT a.code AS id, a.revision, row_to_json(p) AS record
FROM actor AS a
JOIN source AS s ON s.id = a.source
CROSS JOIN LATERAL (SELECT
    a.code, a.name, a.name_fr AS "nameFr", a.short_name AS "shortName", a.own_name AS "ownName", a.kind, a.colour, a.edge, a.deploys, a.aliases,
    s.name AS "source", s.citation, s.url, s.links, s.licence, s.retrieved, a.basis, a.confidence, a.accuracy, a.verified, a.notes,
    a.entered_by AS "enteredBy", a.revision, a.updated_at AS "updatedAt") AS p;

CREATE VIEW mandate_record AS
SELECT m.id, m.revision, m.actors, m.period, row_to_json(p) AS record
FROM mandate AS m
JOIN source AS s ON s.id = m.source
CROSS JOIN LATERAL (SELECT
    m.id, m.dataset, m.dataset_key AS "datasetKey", m.symbol, m.title, m.adopted AS "date", m.body, m.subject, m.summary,
    lower(m.period) AS "from", upper(m.period) AS "until", m.actors,
    m.ceiling_military AS "ceilingMilitary", m.ceiling_police AS "ceilingPolice",
    coalesce((SELECT json_agg(row_to_json(n) ORDER BY n.actor, n.norm, n."from") FROM (
        SELECT r.actor, r.norm, r.centrality, lower(r.period) AS "from", upper(r.period) AS "until", r.problem, r.value, r.behaviour
        FROM norm_role AS r WHERE r.mandate = m.id) AS n), '[]') AS norms,
    s.name AS "source", s.citation, s.url, s.links, s.licence, s.retrieved, m.basis, m.confidence, m.accuracy, m.verified, m.notes,
    m.entered_by AS "enteredBy", m.revision, m.updated_at AS "updatedAt") AS p;
