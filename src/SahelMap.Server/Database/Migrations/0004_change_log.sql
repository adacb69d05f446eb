-- The change log. Positions are gap-free and in commit order, whoever writes.
--
-- A statement's changes are written at once, under the transaction's batch. The batch gets its position from a
-- deferred trigger, that is at COMMIT, while the one row of change_log_state is locked. The lock lasts for the commit
-- alone: a writer that keeps a transaction open holds nobody up, and a later commit always has a later position.
CREATE TABLE change_log_state (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- Another database has another epoch: a client that comes with a foreign position is told to reload.
    epoch    uuid NOT NULL DEFAULT gen_random_uuid(),
    position bigint NOT NULL DEFAULT 0,
    -- Batches up to and including this one have been pruned.
    pruned   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO change_log_state DEFAULT VALUES;

CREATE TABLE change_batch (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    position     bigint UNIQUE,
    committed_at timestamptz
);
CREATE INDEX change_batch_committed ON change_batch (committed_at);

CREATE TABLE change (
    ordinal  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch    bigint NOT NULL REFERENCES change_batch ON DELETE CASCADE,
    layer    text NOT NULL CHECK (layer IN ('actors', 'mandates', 'deployments', 'incidents')),
    record   text NOT NULL,
    op       text NOT NULL CHECK (op IN ('created', 'updated', 'deleted')),
    revision bigint NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The row as it was before an update or a delete: with the current row, its whole history.
    before   jsonb
);
CREATE INDEX change_batch_changes ON change (batch, ordinal);
CREATE INDEX change_record ON change (record, ordinal);

-- The batch of this transaction. The setting is local to it and is undone with a rolled-back savepoint, like the row.
CREATE FUNCTION current_change_batch() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE batch bigint := nullif(current_setting('sahelmap.change_batch', true), '')::bigint;
BEGIN
    IF batch IS NULL THEN
        INSERT INTO change_batch DEFAULT VALUES RETURNING id INTO batch;
        PERFORM set_config('sahelmap.change_batch', batch::text, true);
    END IF;
    RETURN batch;
END $$;

CREATE FUNCTION give_position() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE next bigint;
BEGIN
    UPDATE change_log_state SET position = position + 1 RETURNING position INTO next;
    UPDATE change_batch SET position = next, committed_at = clock_timestamp() WHERE id = NEW.id;
    PERFORM pg_notify('sahelmap_changes', next::text);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER give_position AFTER INSERT ON change_batch
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION give_position();

-- Arguments: layer, name of the id column.
CREATE FUNCTION log_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM new_rows) THEN RETURN NULL; END IF;
        EXECUTE format('INSERT INTO change (batch, layer, record, op, revision)
            SELECT current_change_batch, %L, n.%2$I::text, ''created'', n.revision FROM current_change_batch(), new_rows AS n', TG_ARGV[0], TG_ARGV[1]);
    ELSIF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (SELECT FROM new_rows) THEN RETURN NULL; END IF;
        -- A record that was given another id is one deleted and one created.
        EXECUTE format('INSERT INTO change (batch, layer, record, op, revision, before)
            SELECT current_change_batch, %L, coalesce(n.%2$I, o.%2$I)::text,
                CASE WHEN o.%2$I IS NULL THEN ''created'' WHEN n.%2$I IS NULL THEN ''deleted'' ELSE ''updated'' END,
                coalesce(n.revision, o.revision), to_jsonb(o) - ''{area_3857,location_3857}''::text[]
            FROM current_change_batch(), new_rows AS n FULL JOIN old_rows AS o USING (%2$I)', TG_ARGV[0], TG_ARGV[1]);
    ELSE
        IF NOT EXISTS (SELECT FROM old_rows) THEN RETURN NULL; END IF;
        EXECUTE format('INSERT INTO change (batch, layer, record, op, revision, before)
            SELECT current_change_batch, %L, o.%2$I::text, ''deleted'', o.revision, to_jsonb(o) - ''{area_3857,location_3857}''::text[] FROM current_change_batch(), old_rows AS o', TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN NULL;
END $$;

-- TRUNCATE tells no trigger what it took: refused, so that no open map is left wrong.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE % would bypass the change log', TG_TABLE_NAME USING HINT = 'Use DELETE.';
END $$;

DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES ('actor', 'actors', 'code'), ('mandate', 'mandates', 'id'),
                                   ('deployment', 'deployments', 'id'), ('incident', 'incidents', 'id')) AS v(tab, layer, id)
    LOOP
        EXECUTE format('CREATE TRIGGER log_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log_changes(%L, %L)', t.tab, t.layer, t.id);
        EXECUTE format('CREATE TRIGGER log_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log_changes(%L, %L)', t.tab, t.layer, t.id);
        EXECUTE format('CREATE TRIGGER log_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log_changes(%L, %L)', t.tab, t.layer, t.id);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t.tab);
    END LOOP;
END $$;

-- A mandate's norm roles are part of it: a change to them is a change to the mandate.
CREATE FUNCTION touch_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Once a transaction, however many of its norm roles change: a row that this transaction wrote has its new revision.
    UPDATE mandate SET revision = revision + 1 WHERE id = coalesce(NEW.mandate, OLD.mandate) AND xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_mandate AFTER INSERT OR UPDATE OR DELETE ON norm_role FOR EACH ROW EXECUTE FUNCTION touch_mandate();

-- A record carries its citation: a corrected source is a change to every record that rests on it.
CREATE FUNCTION touch_cited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE actor SET revision = revision + 1 WHERE source = NEW.id;
    UPDATE mandate SET revision = revision + 1 WHERE source = NEW.id;
    UPDATE deployment SET revision = revision + 1 WHERE source = NEW.id;
    UPDATE incident SET revision = revision + 1 WHERE source = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_cited AFTER UPDATE ON source FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_cited();
