-- Reference data: who, under which mandate, serving which norm, known from where.
CREATE EXTENSION IF NOT EXISTS postgis;

-- A citation that records rest on. One row per distinct citation, shared by the records that cite it.
CREATE TABLE source (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name      text NOT NULL CHECK (btrim(name) <> ''),
    citation  text NOT NULL CHECK (btrim(citation) <> ''),
    url       text CHECK (url ~ '^https?://'),
    links     text[] NOT NULL DEFAULT '{}',
    licence   text NOT NULL CHECK (btrim(licence) <> ''),
    retrieved date,
    UNIQUE NULLS NOT DISTINCT (name, citation, url, licence, retrieved, links)
);

CREATE TABLE actor (
    code       text PRIMARY KEY CHECK (code ~ '^[A-Za-z0-9-]{2,40}$'),
    name       text NOT NULL CHECK (btrim(name) <> ''),
    name_fr    text,
    short_name text NOT NULL,
    own_name   text,
    kind       text NOT NULL CHECK (kind IN ('UnPeacekeeping', 'ForeignCounterterrorism', 'RegionalForce',
                   'PrivateMilitary', 'HostState', 'NonStateArmedGroup', 'CommunalMilitia', 'Civilians', 'Unidentified')),
    colour     text CHECK (colour ~ '^#[0-9A-Fa-f]{6}$'),
    edge       text CHECK (edge IN ('solid', 'long-dash', 'dash-dot', 'short-dash', 'dotted', 'fine-dash')),
    deploys    boolean NOT NULL DEFAULT false,
    aliases    text[] NOT NULL DEFAULT '{}',
    -- Names that mean this actor only in some countries and between two longitudes: [{"alias", "countries", "lonMin", "lonMax"}].
    alias_rules jsonb NOT NULL DEFAULT '[]',
    source     uuid NOT NULL REFERENCES source,
    basis      text NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    accuracy   text,
    verified   boolean NOT NULL,
    notes      text,
    entered_by text NOT NULL CHECK (btrim(entered_by) <> ''),
    revision   bigint NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE mandate (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    dataset          text NOT NULL,
    dataset_key      text NOT NULL,
    symbol           text NOT NULL CHECK (btrim(symbol) <> ''),
    title            text NOT NULL,
    adopted          date NOT NULL,
    body             text NOT NULL,
    subject          text,
    summary          text,
    period           daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
    actors           text[] NOT NULL DEFAULT '{}',
    ceiling_military integer CHECK (ceiling_military >= 0),
    ceiling_police   integer CHECK (ceiling_police >= 0),
    source     uuid NOT NULL REFERENCES source,
    basis      text NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    accuracy   text,
    verified   boolean NOT NULL,
    notes      text,
    entered_by text NOT NULL CHECK (btrim(entered_by) <> ''),
    revision   bigint NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (dataset, dataset_key)
);

-- What a mandate asks of an actor: which norm, how central, and how the instrument frames it.
CREATE TABLE norm_role (
    mandate    uuid NOT NULL REFERENCES mandate ON DELETE CASCADE,
    actor      text NOT NULL REFERENCES actor,
    norm       text NOT NULL CHECK (norm IN ('PoC', 'RtoP', 'CT')),
    centrality text NOT NULL CHECK (centrality IN ('core', 'supporting', 'ambiguous', 'absent')),
    period     daterange NOT NULL CHECK (NOT isempty(period)),
    problem    text,
    value      text,
    behaviour  text,
    -- One norm may be held in consecutive periods with another weight (resolution 2690).
    PRIMARY KEY (mandate, actor, norm, period)
);
CREATE INDEX norm_role_actor ON norm_role (actor);
