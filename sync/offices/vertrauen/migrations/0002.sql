-- What the Auswertungsstelle asks: whether two reports are of one person (LKRG NRW § 11).
CREATE TABLE frage (
	nummer   INTEGER PRIMARY KEY,      -- the Auswertungsstelle gave it
	at       INTEGER NOT NULL,
	verdacht TEXT NOT NULL,
	grund    TEXT NOT NULL,
	a        BLOB NOT NULL,            -- pseudonyms of the Transaktionsnummern
	b        BLOB NOT NULL,
	befund   TEXT NOT NULL CHECK (befund IN ('', 'gleich', 'verschieden', 'unklar')),
	wer      TEXT NOT NULL             -- who answered
) STRICT;

-- The report that an opened one was compared with.
ALTER TABLE einsicht ADD COLUMN andere BLOB;
