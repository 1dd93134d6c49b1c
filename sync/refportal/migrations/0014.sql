-- What is stored about a site (model/einrichtung), sealed under the server key.
CREATE TABLE site_data (
	melder_id TEXT PRIMARY KEY REFERENCES site (melder_id),
	sealed    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The changes that sites asked for. digest names what was asked for under the number.
CREATE TABLE site_change (
	melder_id TEXT NOT NULL REFERENCES site (melder_id),
	tnr       TEXT NOT NULL,
	at        INTEGER NOT NULL,
	login     TEXT NOT NULL,           -- of who asked
	state     TEXT NOT NULL CHECK (state IN ('beantragt', 'übernommen', 'abgelehnt')),
	decided   INTEGER,
	digest    TEXT NOT NULL,
	sealed    BLOB NOT NULL,           -- old and new values, what staff said
	PRIMARY KEY (melder_id, tnr)
) STRICT, WITHOUT ROWID;

-- Days on which the registry teaches.
CREATE TABLE training (
	day  TEXT NOT NULL,                -- 2006-01-02
	text TEXT NOT NULL,
	PRIMARY KEY (day, text)
) STRICT, WITHOUT ROWID;
