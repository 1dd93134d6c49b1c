-- Numbers that are given once and never again.
CREATE TABLE zaehler (
	name TEXT PRIMARY KEY,
	wert INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A report as this office knows it. What stands in clear the law counts among the
-- epidemiological data (KRG HE § 11, LKRG NRW § 2 (5)).
CREATE TABLE bericht (
	id             INTEGER PRIMARY KEY,
	transaktion    BLOB NOT NULL UNIQUE,   -- pseudonyms of the numbers the site gave
	referenz       BLOB NOT NULL,
	meldung        BLOB NOT NULL,
	eingang        INTEGER NOT NULL,
	registernummer INTEGER NOT NULL,       -- of the person, as links stand now
	erste          INTEGER NOT NULL,       -- the one it had at first
	gilt           INTEGER NOT NULL,       -- 0 = a later version of the same report is there
	generation     INTEGER NOT NULL,       -- of its Kontrollnummern
	nummern        BLOB NOT NULL,          -- Kontrollnummern by component
	jahr           INTEGER NOT NULL,       -- of birth, 0 = unknown
	monat          INTEGER NOT NULL,
	geschlecht     TEXT NOT NULL,
	plz            TEXT NOT NULL,
	ort            TEXT NOT NULL,
	inhalt         BLOB NOT NULL           -- blind index of what the medical part says
) STRICT;
CREATE INDEX bericht_meldung ON bericht (meldung);
CREATE INDEX bericht_person ON bericht (registernummer);

-- What the report says, sealed under the office's key.
CREATE TABLE medizin (
	bericht INTEGER PRIMARY KEY REFERENCES bericht (id) ON DELETE CASCADE,
	sealed  BLOB NOT NULL
) STRICT;

-- By which reports are found that may be of one person: numbers, never text under a locale.
CREATE TABLE block (
	schluessel INTEGER NOT NULL,
	bericht    INTEGER NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	PRIMARY KEY (schluessel, bericht)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_bericht ON block (bericht);

-- How many reports have a value. Of a year of birth the key is negative.
CREATE TABLE haeufigkeit (
	schluessel INTEGER PRIMARY KEY,
	anzahl     INTEGER NOT NULL
) STRICT;

-- Two reports that are, or may be, of one person, and why.
CREATE TABLE paar (
	id      INTEGER PRIMARY KEY,
	a       INTEGER NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	b       INTEGER NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	gewicht REAL NOT NULL,
	vektor  BLOB NOT NULL,
	stand   TEXT NOT NULL CHECK (stand IN ('offen', 'spaeter', 'verbunden', 'getrennt')),
	UNIQUE (a, b)
) STRICT;
CREATE INDEX paar_b ON paar (b);
CREATE INDEX paar_stand ON paar (stand, gewicht);

-- What was decided about them, by whom; the program decides where nobody has to look.
CREATE TABLE entscheidung (
	id          INTEGER PRIMARY KEY,
	paar        INTEGER NOT NULL REFERENCES paar (id) ON DELETE CASCADE,
	vorher      TEXT NOT NULL,
	nachher     TEXT NOT NULL,
	at          INTEGER NOT NULL,
	wer         TEXT NOT NULL,
	grund       TEXT NOT NULL,
	aufgehoben  INTEGER                    -- when it was undone
) STRICT;
CREATE INDEX entscheidung_paar ON entscheidung (paar);

-- What was deleted (LKRG NRW § 2 (21)): number, time and reason, and nothing else.
CREATE TABLE geloescht (
	transaktion BLOB PRIMARY KEY,
	at          INTEGER NOT NULL,
	grund       TEXT NOT NULL
) STRICT;
