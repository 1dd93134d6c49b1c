-- The paper basket: deleted drafts as they were, sealed as drafts are. What was thrown
-- away (gone) too long ago is erased with the next change of the store.
CREATE TABLE basket (
	id      TEXT PRIMARY KEY,
	case_id TEXT NOT NULL REFERENCES patient_case (id) ON DELETE CASCADE,
	rev     INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	gone    INTEGER NOT NULL,
	header  BLOB NOT NULL,
	body    BLOB NOT NULL,
	form    BLOB
) STRICT;
CREATE INDEX basket_gone ON basket (gone);
CREATE INDEX basket_case ON basket (case_id);
