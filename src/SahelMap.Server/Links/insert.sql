-- $1 code, $2 query
INSERT INTO link (code, query) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING
