-- Deployments and incidents: the records on the map. Geometry is WGS 84 longitude/latitude.

-- Web Mercator is defined up to 85.06 degrees; a record beyond it is stored but drawn on no tile.
CREATE FUNCTION web_mercator(g geometry) RETURNS geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ST_YMin(g) > -85.06 AND ST_YMax(g) < 85.06 THEN ST_Transform(g, 3857) END;

CREATE FUNCTION in_degrees(g geometry) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT ST_IsEmpty(g) AND ST_XMin(g) >= -180 AND ST_XMax(g) <= 180 AND ST_YMin(g) >= -90 AND ST_YMax(g) <= 90;

CREATE TABLE deployment (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    dataset         text NOT NULL DEFAULT 'local',
    dataset_key     text NOT NULL DEFAULT gen_random_uuid()::text,
    actor           text NOT NULL REFERENCES actor ON UPDATE CASCADE,
    name            text NOT NULL CHECK (btrim(name) <> ''),
    name_fr         text,
    kind            text NOT NULL CHECK (kind IN ('Sector', 'AreaOfResponsibility', 'OperationZone', 'Base', 'Camp', 'Headquarters')),
    role            text NOT NULL CHECK (role IN ('PoC', 'RtoP', 'CT')),
    period          daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
    from_precision  text NOT NULL DEFAULT 'Day' CHECK (from_precision IN ('Day', 'Month', 'Year', 'FirstObserved', 'Unknown')),
    until_precision text NOT NULL DEFAULT 'Day' CHECK (until_precision IN ('Day', 'Month', 'Year', 'LastObserved', 'Unknown', 'Ongoing')),
    -- First day on which the norm is no longer served, where that comes before the presence ends (resolution 2690).
    role_until      date,
    served          daterange GENERATED ALWAYS AS (period * daterange(NULL, role_until)) STORED,
    area            geometry(MultiPolygon, 4326) NOT NULL,
    area_3857       geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (web_mercator(area)) STORED,
    area_rule       jsonb NOT NULL DEFAULT '{"kind": "Drawn"}' CHECK (area_rule ->> 'kind' IN ('Regions', 'Countries', 'Border', 'Radius', 'Drawn')),
    approximate     boolean NOT NULL DEFAULT true,
    area_in_words   text,
    area_note       text,
    place           text,
    troops          text,
    synthetic       boolean NOT NULL DEFAULT false,
    source          uuid NOT NULL REFERENCES source,
    basis           text NOT NULL,
    confidence      text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    accuracy        text,
    verified        boolean NOT NULL,
    notes           text,
    entered_by      text NOT NULL CHECK (btrim(entered_by) <> ''),
    -- Who changed it here after it was loaded; an import leaves such a record alone and says so.
    edited_by       text,
    revision        bigint NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (dataset, dataset_key),
    CONSTRAINT deployment_period_has_dates CHECK (lower(period) >= '0001-01-01' AND (upper_inf(period) OR upper(period) <= '9999-12-31')),
    CONSTRAINT deployment_area_in_degrees CHECK (in_degrees(area)),
    CONSTRAINT deployment_area_is_valid CHECK (ST_IsValid(area)),
    CONSTRAINT deployment_role_until_in_period CHECK (role_until IS NULL OR period @> role_until OR upper(period) = role_until)
);
CREATE INDEX deployment_area_period ON deployment USING gist (area, period);
CREATE INDEX deployment_area_3857 ON deployment USING gist (area_3857);
CREATE INDEX deployment_period ON deployment USING gist (period);
CREATE INDEX deployment_page ON deployment (lower(period), id);
CREATE INDEX deployment_actor ON deployment (actor);
CREATE INDEX deployment_source ON deployment (source);

CREATE TABLE incident (
    id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- A short name within this database, for the columns of the map: a million UUIDs would be most of what it has to fetch.
    key                  integer GENERATED ALWAYS AS IDENTITY UNIQUE,
    dataset              text NOT NULL DEFAULT 'local',
    dataset_key          text NOT NULL DEFAULT gen_random_uuid()::text,
    title                text NOT NULL CHECK (btrim(title) <> ''),
    title_fr             text,
    type                 text NOT NULL CHECK (type IN ('ViolenceAgainstCivilians', 'Battle', 'Explosion', 'Other')),
    category             text,
    period               daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period) AND NOT upper_inf(period)),
    date_precision       text NOT NULL DEFAULT 'Day' CHECK (date_precision IN ('Day', 'DayRange', 'Week', 'Month', 'Year', 'Unknown')),
    geo_precision        text NOT NULL DEFAULT 'Exact' CHECK (geo_precision IN ('Exact', 'Near', 'District', 'Region', 'Country', 'Unknown')),
    location             geometry(Point, 4326) NOT NULL,
    location_3857        geometry(Point, 3857) GENERATED ALWAYS AS (web_mercator(location)) STORED,
    place                text,
    country              text CHECK (country ~ '^[A-Z]{2}$'),
    -- A region's id in the basemap, such as ML/Gao.
    admin1               text,
    side_a               text,
    side_b               text,
    -- Actors that a source names as a side.
    actors               text[] NOT NULL DEFAULT '{}',
    attributed_by        text,
    deaths_low           integer CHECK (deaths_low >= 0),
    deaths_best          integer CHECK (deaths_best >= 0),
    deaths_high          integer CHECK (deaths_high >= 0),
    civilian_deaths_low  integer CHECK (civilian_deaths_low >= 0),
    civilian_deaths      integer CHECK (civilian_deaths >= 0),
    civilian_deaths_high integer CHECK (civilian_deaths_high >= 0),
    peacekeeper_deaths   integer CHECK (peacekeeper_deaths >= 0),
    -- Sources do break low <= best <= high: keep what they say and flag it.
    deaths_inconsistent  boolean NOT NULL GENERATED ALWAYS AS (
        coalesce(deaths_low > deaths_best, false) OR coalesce(deaths_best > deaths_high, false) OR coalesce(deaths_low > deaths_high, false)) STORED,
    -- Its dead are counted in other records too (mass graves): sums leave it out.
    counted_elsewhere    boolean NOT NULL DEFAULT false,
    forces_involved      text,
    narrative            text,
    narrative_fr         text,
    -- What the source file held and no column keeps, under the file's own names.
    original             jsonb,
    synthetic            boolean NOT NULL DEFAULT false,
    source               uuid NOT NULL REFERENCES source,
    basis                text NOT NULL,
    confidence           text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    accuracy             text,
    verified             boolean NOT NULL,
    notes                text,
    entered_by           text NOT NULL CHECK (btrim(entered_by) <> ''),
    edited_by            text,
    revision             bigint NOT NULL DEFAULT 1,
    updated_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (dataset, dataset_key),
    CONSTRAINT incident_period_has_dates CHECK (lower(period) >= '0001-01-01' AND upper(period) <= '9999-12-31'),
    CONSTRAINT incident_location_in_degrees CHECK (in_degrees(location))
);
CREATE INDEX incident_location_period ON incident USING gist (location, period);
CREATE INDEX incident_location_3857 ON incident USING gist (location_3857);
CREATE INDEX incident_period ON incident USING gist (period);
CREATE INDEX incident_page ON incident (lower(period), id);
CREATE INDEX incident_actors ON incident USING gin (actors);
CREATE INDEX incident_source ON incident (source);

-- Countries, first-level regions, rivers, lakes and towns from geodata/basemap.
CREATE TABLE basemap (
    layer      text NOT NULL CHECK (layer IN ('countries', 'regions', 'rivers', 'lakes', 'towns')),
    id         text NOT NULL,
    name       text,
    name_fr    text,
    country    text,
    rank       integer,
    population integer,
    capital    boolean,
    geom       geometry(Geometry, 4326) NOT NULL CHECK (ST_IsValid(geom)),
    geom_3857  geometry(Geometry, 3857) GENERATED ALWAYS AS (web_mercator(geom)) STORED,
    PRIMARY KEY (layer, id)
);
CREATE INDEX basemap_geom ON basemap USING gist (geom);
CREATE INDEX basemap_geom_3857 ON basemap USING gist (geom_3857);

-- What was loaded, when, from which file; a rejected row keeps its reason.
CREATE TABLE import_run (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    file       text NOT NULL,
    sha256     text NOT NULL,
    format     text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    read       integer NOT NULL DEFAULT 0,
    created    integer NOT NULL DEFAULT 0,
    updated    integer NOT NULL DEFAULT 0,
    unchanged  integer NOT NULL DEFAULT 0,
    kept       integer NOT NULL DEFAULT 0,
    rejected   integer NOT NULL DEFAULT 0,
    rejects    jsonb NOT NULL DEFAULT '[]'
);
