-- What lists show of a case is kept beside its history, sealed as that is, and
-- derived in the transaction that changes the case (see stand.go). kept is the seq
-- of the case it was derived at: where it is another one, the case was changed by an
-- earlier program, or not looked at since the tables were brought up to date, and is
-- derived anew.
ALTER TABLE patient_case ADD COLUMN kept INTEGER;
CREATE INDEX patient_case_unkept ON patient_case (seq) WHERE kept IS NOT seq;

-- tasks: who it is and what is asked of the case, sealed. Cases of which nothing is
-- asked have no row; ends is when that is so by itself, NULL while somebody has to do
-- something.
CREATE TABLE open_case (
	case_id TEXT PRIMARY KEY REFERENCES patient_case (id) ON DELETE CASCADE,
	seq     INTEGER NOT NULL,
	ends    INTEGER,
	tasks   BLOB NOT NULL
) STRICT;
CREATE INDEX open_case_ends ON open_case (ends) WHERE ends IS NOT NULL;

-- month: blind index of the month something was heard of a tumour last. Whoever looks
-- for follow-ups asks month by month, and stops when there are enough.
CREATE TABLE followup (
	month   BLOB NOT NULL,
	case_id TEXT NOT NULL REFERENCES patient_case (id) ON DELETE CASCADE,
	seq     INTEGER NOT NULL,
	tumours BLOB NOT NULL
) STRICT;
CREATE INDEX followup_month ON followup (month);
CREATE INDEX followup_case ON followup (case_id);
