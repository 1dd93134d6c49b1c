CREATE TABLE key_list (
	version  BIGINT PRIMARY KEY,
	document BYTEA NOT NULL
);

CREATE TABLE site_key (
	public      TEXT COLLATE "C" PRIMARY KEY,
	melder_id   TEXT COLLATE "C" NOT NULL REFERENCES site (melder_id),
	fingerprint TEXT COLLATE "C" NOT NULL,
	state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'confirmed', 'revoked')),
	login       TEXT COLLATE "C" NOT NULL,
	at          BIGINT NOT NULL
);
CREATE INDEX site_key_site ON site_key (melder_id);

CREATE TABLE register_work (
	log_index BIGINT PRIMARY KEY REFERENCES report (log_index)
);

CREATE TABLE register_memory (
	log_index BIGINT PRIMARY KEY REFERENCES report (log_index),
	meldung   BYTEA NOT NULL,
	content   BYTEA NOT NULL
);
CREATE INDEX register_memory_meldung ON register_memory (meldung);
