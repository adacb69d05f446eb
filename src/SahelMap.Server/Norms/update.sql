-- $1 id, $2 the mandate as on the wire, $3 source. Who entered it stays; the table's trigger passes over what changes nothing.
UPDATE mandate AS m SET
    symbol = n.symbol, title = n.title, adopted = n.date, body = n.body, subject = n.subject, summary = n.summary,
    period = daterange(n."from", n."until"), actors = n.actors, ceiling_military = n."ceilingMilitary", ceiling_police = n."ceilingPolice",
    source = $3, basis = n.basis, confidence = n.confidence, accuracy = n.accuracy, verified = n.verified, notes = n.notes
FROM jsonb_to_record($2) AS n (
    symbol text, title text, date date, body text, subject text, summary text, "from" date, "until" date,
    actors text[], "ceilingMilitary" integer, "ceilingPolice" integer,
    basis text, confidence text, accuracy text, verified boolean, notes text)
WHERE m.id = $1;
