CREATE TABLE frage (
	id           BIGINT PRIMARY KEY,
	paar         BIGINT NOT NULL REFERENCES paar (id) ON DELETE CASCADE,
	entscheidung BIGINT NOT NULL,
	at           BIGINT NOT NULL,
	befund       TEXT COLLATE "C" NOT NULL CHECK (befund IN ('', 'gleich', 'verschieden', 'unklar')),
	beantwortet  BIGINT NOT NULL,
	nach         BIGINT NOT NULL
);
CREATE INDEX frage_paar ON frage (paar);
