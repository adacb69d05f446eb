-- Short links: what a reader's address bar said, under a code that is made from it. A link never expires and never changes.
-- It is no record: it holds no facts, so it has neither source nor history and does not go through the change log.
CREATE TABLE link (
    code    text PRIMARY KEY CHECK (code ~ '^[0-9a-hjkmnp-tv-z]{10,52}$'),
    -- The characters that may stand in a query (RFC 3986): no host, no path, no line break.
    query   text NOT NULL CHECK (length(query) BETWEEN 1 AND 7000 AND query ~ '^[A-Za-z0-9._~!$&''()*+,;=:@/?%-]+$'),
    made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE link IS 'Short links of the page: /s/{code} leads to /?{query}';
