-- Which incidents of a dataset ($1) rest on certain sources ($2).
SELECT dataset_key FROM incident WHERE dataset = $1 AND source = ANY ($2);
