-- What the Vertrauensstelle was asked about a pair, and what it said.
CREATE TABLE frage (
	id           INTEGER PRIMARY KEY,
	paar         INTEGER NOT NULL REFERENCES paar (id) ON DELETE CASCADE,
	entscheidung INTEGER NOT NULL,     -- with which it was asked
	at           INTEGER NOT NULL,
	befund       TEXT NOT NULL CHECK (befund IN ('', 'gleich', 'verschieden', 'unklar')),
	beantwortet  INTEGER NOT NULL,
	nach         INTEGER NOT NULL      -- the last decision before the answer: a later one about the pair has read it
) STRICT;
CREATE INDEX frage_paar ON frage (paar);
