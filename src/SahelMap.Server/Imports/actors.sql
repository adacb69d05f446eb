-- Who there is, and under which names files write them.
SELECT code, aliases, alias_rules::text FROM actor ORDER BY code;
