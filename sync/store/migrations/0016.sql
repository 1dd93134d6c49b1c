-- How long a report was held back whose hold is over, and why: sealed, since the reason
-- may be anybody's own words. It names no report and no patient.
CREATE TABLE waited (
	id    TEXT PRIMARY KEY,
	ended INTEGER NOT NULL,
	body  BLOB NOT NULL
) STRICT;
