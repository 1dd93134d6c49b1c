-- What comes back to a site, in its own order.
CREATE TABLE event (
	melder_id TEXT NOT NULL REFERENCES site (melder_id),
	cursor    INTEGER NOT NULL,
	sealed    BLOB NOT NULL,           -- portal.Event, sealed under the server key
	PRIMARY KEY (melder_id, cursor)
) STRICT;

CREATE TABLE doku_check ( -- sites whose next reports are looked at
	melder_id TEXT PRIMARY KEY REFERENCES site (melder_id),
	remaining INTEGER NOT NULL
) STRICT;

ALTER TABLE report ADD COLUMN decided TEXT; -- of a Löschantrag: what became of it; NULL: nobody has settled it
