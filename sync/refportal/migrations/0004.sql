-- A number belongs to the site that uses it: no answer tells whether another one has.
-- content finds the same report under another number; NULL: it came before this column
-- was there, x'': it is no report.
CREATE TABLE report_new (
	log_index   INTEGER PRIMARY KEY AUTOINCREMENT,
	melder_id   TEXT NOT NULL REFERENCES site (melder_id),
	tnr         TEXT NOT NULL,
	art         TEXT NOT NULL CHECK (art IN ('meldung', 'loeschantrag')),
	meldung_id  TEXT,                  -- '': the document names none
	digest      TEXT NOT NULL,         -- SHA-256 of the document, hex
	content     BLOB,                  -- blind index of what it says, whenever and by what program it was written
	received_at INTEGER NOT NULL,
	UNIQUE (melder_id, tnr)
) STRICT;
INSERT INTO report_new (log_index, melder_id, tnr, art, meldung_id, digest, content, received_at)
	SELECT log_index, melder_id, tnr, art, meldung_id, digest, CASE art WHEN 'meldung' THEN NULL ELSE x'' END, received_at FROM report;

CREATE TABLE document_new ( -- large bytes apart
	log_index INTEGER PRIMARY KEY REFERENCES report_new (log_index),
	sealed    BLOB NOT NULL            -- as it came, sealed under the server key
) STRICT;
INSERT INTO document_new SELECT log_index, sealed FROM document;

DROP TABLE document;
DROP TABLE report;
ALTER TABLE report_new RENAME TO report;
ALTER TABLE document_new RENAME TO document;
CREATE INDEX report_meldung ON report (melder_id, meldung_id);
CREATE INDEX report_tnr ON report (tnr);
CREATE INDEX report_untold ON report (log_index) WHERE content IS NULL;
