CREATE TABLE answer (
	melder_id TEXT COLLATE "C" NOT NULL REFERENCES site (melder_id),
	tnr       TEXT COLLATE "C" NOT NULL,
	cursor    BIGINT NOT NULL,
	digest    TEXT COLLATE "C" NOT NULL,
	received  BIGINT NOT NULL,
	sealed    BYTEA NOT NULL,
	PRIMARY KEY (melder_id, tnr)
);
