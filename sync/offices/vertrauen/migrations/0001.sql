-- A report as this office keeps it: nobody's name is in it.
CREATE TABLE meldung (
	transaktion BLOB PRIMARY KEY,      -- pseudonyms of the numbers the site gave
	referenz    BLOB NOT NULL,         -- of the patient
	meldung     BLOB NOT NULL,         -- of the report, the same for all versions
	melder      TEXT NOT NULL,         -- Melder_ID
	log_index   INTEGER NOT NULL,      -- number in the log of the Datenannahmestelle
	eingang     INTEGER NOT NULL,
	inhalt      BLOB NOT NULL,         -- blind index of what the identity part says
	stand       TEXT NOT NULL CHECK (stand IN ('weitergegeben', 'abgelehnt', 'beantwortet')),
	chiffrat    BLOB                   -- Identitäts-Chiffrat for the custodian; none after a Widerspruch
) STRICT;
CREATE INDEX meldung_meldung ON meldung (meldung);
CREATE INDEX meldung_referenz ON meldung (referenz);

-- Every opening of an identity: who, when, why (law.md 8).
CREATE TABLE einsicht (
	id          INTEGER PRIMARY KEY,
	at          INTEGER NOT NULL,
	wer         TEXT NOT NULL,
	grund       TEXT NOT NULL,
	transaktion BLOB NOT NULL
) STRICT;

-- Patients who have objected: of later reports no Chiffrat is kept either.
CREATE TABLE widerspruch (
	referenz BLOB PRIMARY KEY,
	at       INTEGER NOT NULL
) STRICT;

-- What was deleted (LKRG NRW § 2 (21)): number, time and reason, and nothing else.
CREATE TABLE geloescht (
	transaktion BLOB PRIMARY KEY,
	at          INTEGER NOT NULL,
	grund       TEXT NOT NULL
) STRICT;
