-- What has changed in the tables of every server, the second time (Options.Later).

ALTER TABLE site ADD COLUMN disabled INTEGER; -- since when nobody of it is let in; NULL: they are
ALTER TABLE user ADD COLUMN disabled INTEGER;
ALTER TABLE user ADD COLUMN letter INTEGER;   -- until when the password of a letter counts; NULL: it has been used, or has no end

CREATE TABLE reset_wish ( -- a new second factor that one of staff wants, and another has to
	user_id INTEGER PRIMARY KEY REFERENCES user (id),
	by      TEXT NOT NULL,
	at      INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_act ( -- what staff have done; no row is changed or taken away
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	at     INTEGER NOT NULL,
	by     TEXT NOT NULL,
	act    TEXT NOT NULL,
	object TEXT NOT NULL
) STRICT;
