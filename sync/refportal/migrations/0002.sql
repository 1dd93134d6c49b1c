-- What a report is known by when its deletion is asked for. NULL: it came before
-- this column was there; '': its document names none.
ALTER TABLE report ADD COLUMN meldung_id TEXT;
-- The log also holds requests to delete reports.
ALTER TABLE report ADD COLUMN art TEXT NOT NULL DEFAULT 'meldung' CHECK (art IN ('meldung', 'loeschantrag'));
CREATE INDEX report_meldung ON report (melder_id, meldung_id);
