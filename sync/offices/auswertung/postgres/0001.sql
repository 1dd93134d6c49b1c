CREATE TABLE zaehler (
	name TEXT COLLATE "C" PRIMARY KEY,
	wert BIGINT NOT NULL
);
CREATE TABLE bericht (
	id             BIGINT PRIMARY KEY,
	transaktion    BYTEA NOT NULL UNIQUE,
	referenz       BYTEA NOT NULL,
	meldung        BYTEA NOT NULL,
	eingang        BIGINT NOT NULL,
	registernummer BIGINT NOT NULL,
	erste          BIGINT NOT NULL,
	gilt           BIGINT NOT NULL,
	generation     BIGINT NOT NULL,
	nummern        BYTEA NOT NULL,
	jahr           BIGINT NOT NULL,
	monat          BIGINT NOT NULL,
	geschlecht     TEXT COLLATE "C" NOT NULL,
	plz            TEXT COLLATE "C" NOT NULL,
	ort            TEXT COLLATE "C" NOT NULL,
	inhalt         BYTEA NOT NULL
);
CREATE INDEX bericht_meldung ON bericht (meldung);
CREATE INDEX bericht_person ON bericht (registernummer);
CREATE TABLE medizin (
	bericht BIGINT PRIMARY KEY REFERENCES bericht (id) ON DELETE CASCADE,
	sealed  BYTEA NOT NULL
);
CREATE TABLE block (
	schluessel BIGINT NOT NULL,
	bericht    BIGINT NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	PRIMARY KEY (schluessel, bericht)
);
CREATE INDEX block_bericht ON block (bericht);
CREATE TABLE haeufigkeit (
	schluessel BIGINT PRIMARY KEY,
	anzahl     BIGINT NOT NULL
);
CREATE TABLE paar (
	id      BIGINT PRIMARY KEY,
	a       BIGINT NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	b       BIGINT NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	gewicht DOUBLE PRECISION NOT NULL,
	vektor  BYTEA NOT NULL,
	stand   TEXT COLLATE "C" NOT NULL CHECK (stand IN ('offen', 'spaeter', 'verbunden', 'getrennt')),
	UNIQUE (a, b)
);
CREATE INDEX paar_b ON paar (b);
CREATE INDEX paar_stand ON paar (stand, gewicht);
CREATE TABLE entscheidung (
	id          BIGINT PRIMARY KEY,
	paar        BIGINT NOT NULL REFERENCES paar (id) ON DELETE CASCADE,
	vorher      TEXT COLLATE "C" NOT NULL,
	nachher     TEXT COLLATE "C" NOT NULL,
	at          BIGINT NOT NULL,
	wer         TEXT COLLATE "C" NOT NULL,
	grund       TEXT COLLATE "C" NOT NULL,
	aufgehoben  BIGINT
);
CREATE INDEX entscheidung_paar ON entscheidung (paar);
CREATE TABLE geloescht (
	transaktion BYTEA PRIMARY KEY,
	at          BIGINT NOT NULL,
	grund       TEXT COLLATE "C" NOT NULL
);
