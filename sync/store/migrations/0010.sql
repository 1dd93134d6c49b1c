-- What somebody decided about the tasks of a case (worklist.Entscheid), sealed. seq is
-- the count of the change that wrote it.
CREATE TABLE decided (
	case_id TEXT PRIMARY KEY REFERENCES patient_case (id) ON DELETE CASCADE,
	seq     INTEGER NOT NULL,
	body    BLOB NOT NULL
) STRICT;

-- What is asked about a case now says of which report it is asked.
UPDATE patient_case SET kept = NULL;
