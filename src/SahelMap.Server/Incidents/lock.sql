-- $1 id. Held until the transaction ends: what was checked against stays true.
SELECT revision, dataset, dataset_key FROM incident WHERE id = $1 FOR UPDATE;
