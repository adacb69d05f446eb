-- Search by words: PostgreSQL full text in English and in French, accents apart. One meaning of q= for lists, tiles, exports, analyses
-- and the search box.
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TEXT SEARCH CONFIGURATION sahelmap_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION sahelmap_english ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION sahelmap_french (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION sahelmap_french ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
-- Words as they are typed, for the one that is not yet whole.
CREATE TEXT SEARCH CONFIGURATION sahelmap_plain (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION sahelmap_plain ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- A name as it is compared: small letters without accents, hyphens and apostrophes as spaces.
CREATE FUNCTION folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN translate(lower(unaccent('unaccent'::regdictionary, name)), '-''_', '   ');

-- plpgsql, so that it is never inlined: the index below is found by the call. The cost says what a text of a few lines takes.
CREATE FUNCTION words_of(VARIADIC texts text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
DECLARE whole CONSTANT text := array_to_string(texts, ' ');
BEGIN
    RETURN to_tsvector('public.sahelmap_english', whole) || to_tsvector('public.sahelmap_french', whole);
END $$;

-- What somebody typed: every word must occur, in either language's inflections; the last may be the beginning of one; a phrase in
-- quotation marks must stand as it is. Nothing that is typed is an error.
CREATE FUNCTION words_query(typed text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    last_word CONSTANT text := substring(typed FROM '[^\s"]+\s*$');
    part text[];
    found tsquery;
    wanted tsquery;
BEGIN
    FOR part IN SELECT regexp_matches(typed, '"([^"]*)"?|([^\s"]+)', 'g') LOOP
        found := CASE WHEN part[1] IS NOT NULL
            THEN phraseto_tsquery('public.sahelmap_english', part[1]) || phraseto_tsquery('public.sahelmap_french', part[1])
            ELSE plainto_tsquery('public.sahelmap_english', part[2]) || plainto_tsquery('public.sahelmap_french', part[2]) END;
        IF part[2] = btrim(last_word) THEN
            found := found || to_tsquery('public.sahelmap_plain', '''' || replace(replace(part[2], '\', '\\'), '''', '''''') || ''':*');
        END IF;
        IF numnode(found) > 0 THEN wanted := coalesce(wanted && found, found); END IF;
    END LOOP;
    RETURN wanted; -- NULL, which nothing matches, where no word is left
END $$;

-- The pending list takes what a bulk import writes; vacuum moves it into the tree.
CREATE INDEX incident_words ON incident
    USING gin (words_of(title, title_fr, place, side_a, side_b, narrative, narrative_fr)) WITH (gin_pending_list_limit = 65536);
CREATE INDEX deployment_words ON deployment
    USING gin (words_of(name, name_fr, place, actor, area_in_words));

-- The one filter's q, in all four of its functions (0005_features.sql): only this condition changes.
DO $do$
DECLARE
    name text;
    before text;
    after text;
BEGIN
    FOREACH name IN ARRAY '{find_incidents,find_incidents_as_of,find_deployments,find_deployments_as_of}'::text[] LOOP
        before := pg_get_functiondef(name::regproc);
        after := regexp_replace(before, 'strpos\(lower\(concat_ws\(''\s'',\s*([^()]*)\)\), lower\(words\)\) > 0',
            CASE WHEN name LIKE 'find_incidents%' THEN 'words_of(\1, i.narrative_fr) @@ words_query(words)' ELSE 'words_of(\1) @@ words_query(words)' END);
        IF after = before THEN RAISE EXCEPTION '%: the condition on words was not found', name; END IF;
        EXECUTE after;
    END LOOP;
END $do$;
