-- Who is asked in and has no key of the store yet: the roles she gets, and until when,
-- sealed for the line of the audit that asked her. At her first sign-in she leaves the
-- public half of a key pair of her own (recipient) and the secret half, sealed with her
-- password (pair, for the login name as spelling says). Whoever lets her in takes the row away.
CREATE TABLE invitation (
	login     TEXT PRIMARY KEY,
	line      INTEGER NOT NULL,
	sealed    BLOB NOT NULL,
	spelling  TEXT,
	recipient TEXT,
	pair      BLOB
) STRICT;
