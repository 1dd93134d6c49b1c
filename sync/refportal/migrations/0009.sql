-- What a site answered to a question, under a number of its own, as often as it did.
CREATE TABLE answer (
	melder_id TEXT NOT NULL REFERENCES site (melder_id),
	tnr       TEXT NOT NULL,
	cursor    INTEGER NOT NULL,        -- of the question in the site's feed
	digest    TEXT NOT NULL,
	received  INTEGER NOT NULL,
	sealed    BLOB NOT NULL,           -- portal.Reply, sealed under the server key
	PRIMARY KEY (melder_id, tnr)
) STRICT;
