-- Plain are ids, states, counters, times, codes and what the portal's receipt
-- says. Whatever tells something about a person is sealed (columns header,
-- body, report, document, reason) or a blind index. Times are milliseconds
-- since 1970, UTC.

-- n counts the changes; a row's seq is the count at its last change.
CREATE TABLE sequence (n INTEGER NOT NULL) STRICT;
INSERT INTO sequence VALUES (0);

-- One data key, sealed once for each person who may read.
CREATE TABLE keywrap (
	login   TEXT PRIMARY KEY,
	wrap    BLOB NOT NULL,
	updated INTEGER NOT NULL
) STRICT;

CREATE TABLE patient_case (
	n             INTEGER PRIMARY KEY,
	id            TEXT NOT NULL UNIQUE,
	rev           INTEGER NOT NULL,
	seq           INTEGER NOT NULL,
	updated       INTEGER NOT NULL,
	patient_index BLOB UNIQUE,
	drafts        INTEGER NOT NULL DEFAULT 0,
	waiting       INTEGER NOT NULL DEFAULT 0,
	accepted      INTEGER NOT NULL DEFAULT 0,
	rejected      INTEGER NOT NULL DEFAULT 0,
	header        BLOB NOT NULL
) STRICT;
CREATE INDEX patient_case_seq ON patient_case (seq);

CREATE TABLE draft (
	id      TEXT PRIMARY KEY,
	case_id TEXT NOT NULL REFERENCES patient_case (id),
	rev     INTEGER NOT NULL,
	seq     INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	header  BLOB NOT NULL
) STRICT;
CREATE INDEX draft_case ON draft (case_id, seq);

-- Large bytes stand apart, so that walking the small rows stays fast.
CREATE TABLE draft_body (
	id   TEXT PRIMARY KEY REFERENCES draft (id) ON DELETE CASCADE,
	body BLOB NOT NULL
) STRICT;

CREATE TABLE delivery (
	tnr         TEXT PRIMARY KEY,
	case_id     TEXT NOT NULL REFERENCES patient_case (id),
	seq         INTEGER NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'rejected', 'elsewhere')),
	completed   INTEGER NOT NULL,
	attempts    INTEGER NOT NULL DEFAULT 0,
	next_at     INTEGER NOT NULL,
	lease_owner TEXT,
	lease_until INTEGER,
	code        TEXT NOT NULL DEFAULT '',
	digest      TEXT NOT NULL,
	receipt     TEXT,
	header      BLOB NOT NULL,
	reason      BLOB
) STRICT;
CREATE INDEX delivery_due ON delivery (state, next_at, seq);
CREATE INDEX delivery_case ON delivery (case_id, seq, state);

CREATE TABLE delivery_body (
	tnr      TEXT PRIMARY KEY REFERENCES delivery (tnr) ON DELETE CASCADE,
	report   BLOB NOT NULL,
	document BLOB NOT NULL
) STRICT;
