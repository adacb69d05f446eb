-- An import that has ended: $1 file, $2 SHA-256, $3 format, $4 start, $5 end, $6 read, $7 created, $8 updated, $9 unchanged, $10 kept, $11 rejected, $12 rejects.
INSERT INTO import_run (file, sha256, format, started_at, ended_at, read, created, updated, unchanged, kept, rejected, rejects)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
