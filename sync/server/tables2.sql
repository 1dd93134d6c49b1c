-- What has changed in the tables of every server. A room says at which of its own steps
-- this comes (Options.Later).

DROP TABLE session; -- everybody signs in anew, once
CREATE TABLE session (
	token   BLOB PRIMARY KEY,          -- SHA-256 of the token
	id      TEXT NOT NULL UNIQUE,      -- by which its owner names it
	user_id INTEGER NOT NULL REFERENCES user (id),
	agent   TEXT NOT NULL,             -- the program it was opened with
	begun   INTEGER NOT NULL,
	expires INTEGER NOT NULL,          -- moved by use
	ends    INTEGER NOT NULL           -- not beyond this
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user_id);

DROP TABLE throttle;
CREATE TABLE throttle ( -- tries without a success in between
	kind   TEXT NOT NULL,
	login  BLOB NOT NULL,              -- SHA-256 of the login name as typed, known or not
	device BLOB NOT NULL,              -- x'': none that the account has signed in at
	tries  INTEGER NOT NULL,
	last   INTEGER NOT NULL,           -- when the last of them was
	PRIMARY KEY (kind, login, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE device ( -- where an account has signed in
	user_id INTEGER NOT NULL REFERENCES user (id),
	device  BLOB NOT NULL,             -- SHA-256 of its key
	seen    INTEGER NOT NULL,
	PRIMARY KEY (user_id, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE spent ( -- steps of codes that were accepted; also such that a clock was ahead to
	user_id INTEGER NOT NULL REFERENCES user (id),
	step    INTEGER NOT NULL,
	PRIMARY KEY (user_id, step)
) STRICT, WITHOUT ROWID;
INSERT INTO spent SELECT id, last_step FROM user WHERE last_step > 0;
