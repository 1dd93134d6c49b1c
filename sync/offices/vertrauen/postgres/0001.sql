CREATE TABLE meldung (
	transaktion BYTEA PRIMARY KEY,
	referenz    BYTEA NOT NULL,
	meldung     BYTEA NOT NULL,
	melder      TEXT COLLATE "C" NOT NULL,
	log_index   BIGINT NOT NULL,
	eingang     BIGINT NOT NULL,
	inhalt      BYTEA NOT NULL,
	stand       TEXT COLLATE "C" NOT NULL CHECK (stand IN ('weitergegeben', 'abgelehnt', 'beantwortet')),
	chiffrat    BYTEA
);
CREATE INDEX meldung_meldung ON meldung (meldung);
CREATE INDEX meldung_referenz ON meldung (referenz);
CREATE TABLE einsicht (
	id          BIGINT PRIMARY KEY,
	at          BIGINT NOT NULL,
	wer         TEXT COLLATE "C" NOT NULL,
	grund       TEXT COLLATE "C" NOT NULL,
	transaktion BYTEA NOT NULL
);
CREATE TABLE widerspruch (
	referenz BYTEA PRIMARY KEY,
	at       BIGINT NOT NULL
);
CREATE TABLE geloescht (
	transaktion BYTEA PRIMARY KEY,
	at          BIGINT NOT NULL,
	grund       TEXT COLLATE "C" NOT NULL
);
