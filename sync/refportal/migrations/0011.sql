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

-- Sealed reports that the register has not judged.
CREATE TABLE register_work (
	log_index INTEGER PRIMARY KEY REFERENCES report (log_index)
) STRICT;

-- What the register remembers of those it took, under a key that is not the portal's.
CREATE TABLE register_memory (
	log_index INTEGER PRIMARY KEY REFERENCES report (log_index),
	meldung   BLOB NOT NULL,           -- blind index of site and Meldung_ID
	content   BLOB NOT NULL            -- blind index of what it says
) STRICT;
CREATE INDEX register_memory_meldung ON register_memory (meldung);
