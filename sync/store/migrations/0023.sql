-- A program that sends while nobody is signed in has no key of the store (sender.go). sender
-- says which one it is: id is that of its site token, sealed the key it has for itself.
CREATE TABLE sender (
	id     TEXT PRIMARY KEY,
	ends   INTEGER NOT NULL,
	sealed BLOB NOT NULL
) STRICT;

-- What it may send: the document, sealed with its key. Held back is what is not here.
CREATE TABLE outgoing (
	tnr  TEXT PRIMARY KEY REFERENCES delivery (tnr) ON DELETE CASCADE,
	body BLOB NOT NULL
) STRICT;

-- What the portal answered it, until somebody inside takes that over: code is '' with a
-- receipt, or why there is none. mac is made with its key.
CREATE TABLE inbox (
	tnr     TEXT PRIMARY KEY REFERENCES delivery (tnr) ON DELETE CASCADE,
	at      INTEGER NOT NULL,
	code    TEXT NOT NULL,
	receipt TEXT,
	mac     BLOB NOT NULL
) STRICT;
CREATE INDEX inbox_receipt ON inbox (at) WHERE receipt IS NOT NULL;

CREATE TRIGGER delivery_left AFTER UPDATE OF state ON delivery WHEN NEW.state NOT IN ('queued', 'sending')
BEGIN
	DELETE FROM outgoing WHERE tnr = NEW.tnr;
	DELETE FROM inbox WHERE tnr = NEW.tnr;
END;

-- Numbers that the store or the portal alone knows (compare.go). compared is when they were
-- compared last, log_index how far the portal's log was read.
CREATE TABLE differs (
	tnr  TEXT PRIMARY KEY,
	here INTEGER NOT NULL, -- 1: accepted here, and the portal does not know it; 0: the portal alone does
	at   INTEGER NOT NULL
) STRICT;
ALTER TABLE identity ADD COLUMN compared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity ADD COLUMN log_index INTEGER NOT NULL DEFAULT 0;

-- What came of each try to deliver it (model.Versuch), sealed.
ALTER TABLE delivery ADD COLUMN tries BLOB;
