-- What a CHECK cannot say: arrays of actor codes, the region of a point, revisions.

-- Once a statement: by row, it cost an import a third of its time.
CREATE FUNCTION require_known_actors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE unknown text;
BEGIN
    SELECT named.a INTO unknown FROM (SELECT DISTINCT unnest(n.actors) AS a FROM new_rows AS n) AS named
    WHERE NOT EXISTS (SELECT FROM actor WHERE code = named.a) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'unknown actor "%"', unknown USING ERRCODE = 'foreign_key_violation',
            COLUMN = 'actors', TABLE = TG_TABLE_NAME, HINT = 'Use the code of a row in table actor.';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{incident,mandate}'::text[] LOOP
        EXECUTE format('CREATE TRIGGER actors_exist_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION require_known_actors()', t);
        EXECUTE format('CREATE TRIGGER actors_exist_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION require_known_actors()', t);
    END LOOP;
END $$;

CREATE FUNCTION keep_named_actors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.code = OLD.code THEN RETURN NEW; END IF;
    IF EXISTS (SELECT FROM incident WHERE actors @> ARRAY[OLD.code])
       OR EXISTS (SELECT FROM mandate WHERE actors @> ARRAY[OLD.code]) THEN
        RAISE EXCEPTION 'actor "%" is named by incidents or mandates', OLD.code USING ERRCODE = 'foreign_key_violation',
            HINT = 'Change those records first.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER actor_is_named BEFORE DELETE OR UPDATE OF code ON actor
    FOR EACH ROW EXECUTE FUNCTION keep_named_actors();

-- A writer that does not know the region (psql, QGIS) need not: the basemap does.
CREATE FUNCTION place_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN -- a moved point takes its new region, unless the writer names one
        IF ST_Equals(NEW.location, OLD.location) THEN RETURN NEW; END IF;
        IF NEW.admin1 IS NOT DISTINCT FROM OLD.admin1 THEN NEW.admin1 := NULL; END IF;
        IF NEW.country IS NOT DISTINCT FROM OLD.country THEN NEW.country := NULL; END IF;
    END IF;
    IF NEW.admin1 IS NULL THEN
        SELECT b.id INTO NEW.admin1 FROM basemap AS b
        WHERE b.layer = 'regions' AND ST_Intersects(b.geom, NEW.location) AND (NEW.country IS NULL OR NEW.country = b.country)
        ORDER BY b.id LIMIT 1;
    END IF;
    IF NEW.country IS NULL THEN
        SELECT b.country INTO NEW.country FROM basemap AS b
        WHERE b.layer = 'countries' AND ST_Intersects(b.geom, NEW.location) ORDER BY b.id LIMIT 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER incident_place BEFORE UPDATE OF location ON incident
    FOR EACH ROW EXECUTE FUNCTION place_incident();
CREATE TRIGGER incident_place_new BEFORE INSERT ON incident
    FOR EACH ROW WHEN (NEW.country IS NULL OR NEW.admin1 IS NULL) EXECUTE FUNCTION place_incident();

CREATE FUNCTION bump_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE derived CONSTANT text[] := '{updated_at,served,area_3857,location_3857,deaths_inconsistent}';
BEGIN
    -- An update that changes nothing is no change. Generated columns are not computed yet and are left out.
    IF to_jsonb(NEW) - derived = to_jsonb(OLD) - derived THEN RETURN NULL; END IF;
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER zz_revision BEFORE UPDATE ON actor FOR EACH ROW EXECUTE FUNCTION bump_revision();
CREATE TRIGGER zz_revision BEFORE UPDATE ON mandate FOR EACH ROW EXECUTE FUNCTION bump_revision();
CREATE TRIGGER zz_revision BEFORE UPDATE ON deployment FOR EACH ROW EXECUTE FUNCTION bump_revision();
CREATE TRIGGER zz_revision BEFORE UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION bump_revision();
