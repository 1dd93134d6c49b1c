-- NULL in merkmale marks a row of a program that had no such column, whose header
-- says less (see upgrade.go); the column meldung is no mark any more.
ALTER TABLE draft ADD COLUMN merkmale INTEGER;
DROP INDEX draft_old;
CREATE INDEX draft_old ON draft (id) WHERE merkmale IS NULL;

ALTER TABLE delivery ADD COLUMN merkmale INTEGER;
DROP INDEX delivery_old;
CREATE INDEX delivery_old ON delivery (tnr) WHERE merkmale IS NULL;
