-- The lists of the offices' keys, as the root key signed them: the highest version counts.
CREATE TABLE key_list (
	version  INTEGER PRIMARY KEY,
	document BLOB NOT NULL
) STRICT;

-- The keys by which sites sign. One counts once staff have compared its fingerprint.
CREATE TABLE site_key (
	public      TEXT PRIMARY KEY,
	melder_id   TEXT NOT NULL REFERENCES site (melder_id),
	fingerprint TEXT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'revoked')),
	login       TEXT NOT NULL,         -- of who named it first
	at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX site_key_site ON site_key (melder_id);
