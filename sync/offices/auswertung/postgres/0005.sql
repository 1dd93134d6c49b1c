CREATE TABLE neu (
	a       BIGINT NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	b       BIGINT NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	gewicht DOUBLE PRECISION NOT NULL,
	vektor  BYTEA NOT NULL,
	stand   TEXT COLLATE "C" NOT NULL CHECK (stand IN ('offen', 'verbunden', 'getrennt')),
	PRIMARY KEY (a, b)
);
CREATE INDEX neu_b ON neu (b);
