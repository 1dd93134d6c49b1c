-- What is left of whom the store has forgotten: the numbers of her record and of what was
-- sent about her, when it was and why. A copy that still has her is put back without her.
CREATE TABLE erased (
	case_id TEXT NOT NULL,
	tnr     TEXT NOT NULL, -- "" = the record itself
	at      INTEGER NOT NULL,
	reason  TEXT NOT NULL,
	PRIMARY KEY (case_id, tnr)
) STRICT;
