-- The reference portal's tables, after those of every server (sync/server,
-- tables.sql). Times are milliseconds since 1970, UTC.

CREATE TABLE report (
	log_index   INTEGER PRIMARY KEY AUTOINCREMENT,
	tnr         TEXT NOT NULL UNIQUE,
	melder_id   TEXT NOT NULL REFERENCES site (melder_id),
	digest      TEXT NOT NULL,         -- SHA-256 of the document, hex
	received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE document ( -- large bytes apart
	log_index INTEGER PRIMARY KEY REFERENCES report (log_index),
	sealed    BLOB NOT NULL            -- oBDS document, sealed under the server key
) STRICT;
