-- What linking the whole register anew would change, before it is done.
CREATE TABLE neu (
	a       INTEGER NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	b       INTEGER NOT NULL REFERENCES bericht (id) ON DELETE CASCADE,
	gewicht REAL NOT NULL,
	vektor  BLOB NOT NULL,
	stand   TEXT NOT NULL CHECK (stand IN ('offen', 'verbunden', 'getrennt')),
	PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX neu_b ON neu (b);
