-- What the receipt of an entry of the log says besides: the hash of the site's receipt before
-- it, and who signed it (model.Receipt). It is the same for ever.
CREATE TABLE receipt (
	log_index INTEGER PRIMARY KEY REFERENCES report (log_index),
	previous  TEXT NOT NULL,           -- '' = it is the site's first
	signer    TEXT NOT NULL,           -- fingerprint of the key
	signature TEXT NOT NULL
) STRICT;

-- The hash of the last receipt of each site.
CREATE TABLE chain (
	melder_id TEXT PRIMARY KEY REFERENCES site (melder_id),
	head      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
