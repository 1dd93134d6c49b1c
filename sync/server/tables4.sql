-- What has changed in the tables of every server, the third time (Options.Later).

CREATE TABLE site_token ( -- by which programs of a site send while nobody is signed in
	token   BLOB PRIMARY KEY,          -- SHA-256 of the token
	id      TEXT NOT NULL UNIQUE,      -- by which people name it
	user_id INTEGER NOT NULL REFERENCES user (id), -- who made it: it ends with her account
	purpose TEXT NOT NULL,
	held    BLOB NOT NULL,             -- what whoever shows it gets back
	begun   INTEGER NOT NULL,
	ends    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX site_token_user ON site_token (user_id);
