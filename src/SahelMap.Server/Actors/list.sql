-- Every actor as one JSON array: who deploys first, in the order of the legend.
SELECT coalesce(json_agg(r.record ORDER BY a.deploys DESC, array_position('{UnPeacekeeping,ForeignCounterterrorism,RegionalForce,PrivateMilitary,HostState,NonStateArmedGroup,CommunalMilitia,Civilians,Unidentified}'::text[], a.kind), a.code), '[]')::text
FROM actor_record AS r JOIN actor AS a ON a.code = r.id;
