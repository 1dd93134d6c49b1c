-- The tables of every server: who may sign in, and who has. They are the beginning
-- of its first step, for ever as they stand; what changes them is a later step of
-- each server. Times are milliseconds since 1970, UTC.

CREATE TABLE site ( -- an Einrichtung whose people may sign in
	melder_id   TEXT PRIMARY KEY,
	absender_id TEXT NOT NULL,
	name        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
	id        INTEGER PRIMARY KEY,
	login     TEXT NOT NULL UNIQUE,
	name      TEXT NOT NULL,
	melder_id TEXT NOT NULL REFERENCES site (melder_id),
	password  TEXT NOT NULL,           -- Argon2id hash
	state     TEXT NOT NULL CHECK (state IN ('enrolment_pending', 'enrolled')),
	secret    BLOB NOT NULL,           -- one-time-code secret, sealed under the server key
	last_step INTEGER NOT NULL DEFAULT 0 -- of the last accepted code
) STRICT;

CREATE TABLE session (
	token   BLOB PRIMARY KEY,          -- SHA-256 of the token
	user_id INTEGER NOT NULL REFERENCES user (id),
	expires INTEGER NOT NULL,          -- moved by use
	ends    INTEGER NOT NULL           -- not beyond this
) STRICT, WITHOUT ROWID;

CREATE INDEX session_user ON session (user_id);

CREATE TABLE throttle ( -- tries without a success in between
	kind  TEXT NOT NULL,
	login BLOB NOT NULL,               -- SHA-256 of the login name as typed, known or not
	tries INTEGER NOT NULL,
	until INTEGER NOT NULL,            -- no further try before
	PRIMARY KEY (kind, login)
) STRICT, WITHOUT ROWID;

CREATE TABLE reset ( -- requests for a new second factor that staff have not settled
	user_id INTEGER PRIMARY KEY REFERENCES user (id),
	at      INTEGER NOT NULL
) STRICT;
