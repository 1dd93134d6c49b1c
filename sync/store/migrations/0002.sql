-- Plain are again ids, states and times. Reports with the same Meldung_ID have
-- the same blind index in the column meldung; NULL marks a row of a program
-- that had no such column, whose header says less (see upgrade.go).

-- What a person's program remembers, by names that say nothing about a patient.
CREATE TABLE memory (
	login   TEXT NOT NULL,
	name    TEXT NOT NULL,
	body    BLOB NOT NULL,
	updated INTEGER NOT NULL,
	PRIMARY KEY (login, name)
) STRICT;

ALTER TABLE draft ADD COLUMN meldung BLOB;
CREATE INDEX draft_old ON draft (id) WHERE meldung IS NULL;

ALTER TABLE draft_body ADD COLUMN form BLOB;

-- held: not sent before this time, whatever next_at says. hold: sealed, why.
-- settled: when the answer was stored, NULL where nobody here waited for it.
ALTER TABLE delivery ADD COLUMN meldung BLOB;
ALTER TABLE delivery ADD COLUMN art TEXT NOT NULL DEFAULT 'meldung' CHECK (art IN ('meldung', 'loeschantrag'));
ALTER TABLE delivery ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN hold BLOB;
ALTER TABLE delivery ADD COLUMN settled INTEGER;
CREATE INDEX delivery_old ON delivery (tnr) WHERE meldung IS NULL;

-- A report on paper keeps the form of its draft; it has no document.
ALTER TABLE delivery_body ADD COLUMN form BLOB;
