-- derived: the beginning of the header (its nonce) that today's program wrote
-- together with the marks in it. A program of an earlier version that is still
-- open beside this one writes headers without it: such rows differ, and are
-- derived again from the bodies (see upgrade.go). Cases are taken as they are;
-- drafts and deliveries are derived once, and their cases with them.
ALTER TABLE draft ADD COLUMN derived BLOB;
ALTER TABLE delivery ADD COLUMN derived BLOB;
ALTER TABLE patient_case ADD COLUMN derived BLOB;
UPDATE patient_case SET derived = substr(header, 1, 16);

-- The column merkmale is no mark any more. It stays: open programs of version 4
-- write to it.
DROP INDEX draft_old;
CREATE INDEX draft_old ON draft (id) WHERE derived IS NOT substr(header, 1, 16);
DROP INDEX delivery_old;
CREATE INDEX delivery_old ON delivery (tnr) WHERE derived IS NOT substr(header, 1, 16);
CREATE INDEX patient_case_old ON patient_case (n) WHERE derived IS NOT substr(header, 1, 16);

-- An answer of the portal may change what a case says. Today's program derives
-- the case in the same transaction; earlier ones only count.
CREATE TRIGGER delivery_settled AFTER UPDATE OF state ON delivery WHEN NEW.state IN ('accepted', 'rejected')
BEGIN
	UPDATE patient_case SET derived = NULL WHERE id = NEW.case_id;
END;

-- What the file is: its id, which the file beside it tells as well (beside.go),
-- and the Einrichtung it belongs to: plain, to be compared before anything is
-- opened, and sealed, so that nobody without the key can name another (site.go).
CREATE TABLE identity (
	id        TEXT NOT NULL,
	melder_id TEXT,
	name      TEXT,
	sealed    BLOB
) STRICT;
INSERT INTO identity (id) VALUES (lower(hex(randomblob(16))));
