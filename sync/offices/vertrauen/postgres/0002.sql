CREATE TABLE frage (
	nummer   BIGINT PRIMARY KEY,
	at       BIGINT NOT NULL,
	verdacht TEXT COLLATE "C" NOT NULL,
	grund    TEXT COLLATE "C" NOT NULL,
	a        BYTEA NOT NULL,
	b        BYTEA NOT NULL,
	befund   TEXT COLLATE "C" NOT NULL CHECK (befund IN ('', 'gleich', 'verschieden', 'unklar')),
	wer      TEXT COLLATE "C" NOT NULL
);

ALTER TABLE einsicht ADD COLUMN andere BYTEA;
