-- What came back about what was sent, in the order of the portal's feed; cursor and tnr are
-- what a row is sealed for. One about a number the store does not know, as after a backup
-- was put back, stays for who asks. reply is what was answered to a question, sealed for
-- whether it still has to leave (reply_open). feed is how far the feed was read.
CREATE TABLE feed (
	cursor     INTEGER PRIMARY KEY,
	tnr        TEXT NOT NULL,
	body       BLOB NOT NULL,
	reply      BLOB,
	reply_open INTEGER NOT NULL DEFAULT 0,
	unknown    INTEGER NOT NULL DEFAULT 0 -- 1: nobody knew its number when it came
) STRICT;
CREATE INDEX feed_tnr ON feed (tnr);
CREATE INDEX feed_reply ON feed (cursor) WHERE reply_open > 0;
CREATE INDEX feed_unknown ON feed (cursor) WHERE unknown = 1;
ALTER TABLE identity ADD COLUMN feed INTEGER NOT NULL DEFAULT 0;

-- What the registry made of it, '' = nothing so far (model.Ergebnis).
ALTER TABLE delivery ADD COLUMN result TEXT NOT NULL DEFAULT '';

-- A request to delete counts no more by its receipt, but once it is granted.
UPDATE patient_case SET derived = NULL, kept = NULL WHERE id IN (SELECT case_id FROM delivery WHERE art = 'loeschantrag' AND state = 'accepted');
