-- The portal as the Datenannahmestelle of a registry whose offices stand for themselves: the
-- tables of sync/offices.
-- How far messages of an office are taken, and messages for it are numbered.
CREATE TABLE reached (
	way    TEXT NOT NULL CHECK (way IN ('in', 'out')),
	office TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	PRIMARY KEY (way, office)
) STRICT, WITHOUT ROWID;

-- What was taken under a number.
CREATE TABLE taken (
	office TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	digest BLOB NOT NULL,              -- SHA-256 of the message
	PRIMARY KEY (office, seq)
) STRICT, WITHOUT ROWID;

-- What waits to be handed over, sealed under the office's key. It is gone once it was taken.
CREATE TABLE waiting (
	office TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	sealed BLOB NOT NULL,
	PRIMARY KEY (office, seq)
) STRICT;

-- What could not be used, sealed, and why.
CREATE TABLE aside (
	office TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	code   TEXT NOT NULL,
	text   TEXT NOT NULL,
	sealed BLOB NOT NULL,
	PRIMARY KEY (office, seq)
) STRICT;
