-- Who did what when: a line for each act, written in the transaction of the act. mac
-- proves the line together with the mac of the line before it. object is an id (of a
-- record, a draft, a delivery, a person who works here), detail what it was before, or
-- what roles somebody got; nothing in it says anything about a patient.
CREATE TABLE audit (
	n      INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	login  TEXT NOT NULL,
	action TEXT NOT NULL,
	object TEXT NOT NULL,
	detail TEXT NOT NULL,
	mac    BLOB NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit (object, n);

-- The last line, proven by itself: where lines at the end are missing, it shows.
CREATE TABLE audit_end (
	n     INTEGER NOT NULL,
	mac   BLOB NOT NULL,
	proof BLOB NOT NULL
) STRICT;
INSERT INTO audit_end VALUES (0, x'', x'');

-- What somebody may do here, sealed for the line of the audit that gave it.
CREATE TABLE person (
	login  TEXT PRIMARY KEY,
	line   INTEGER NOT NULL,
	sealed BLOB NOT NULL
) STRICT;
