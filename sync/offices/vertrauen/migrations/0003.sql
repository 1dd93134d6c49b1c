-- Which deaths and rounds of screening are known, and in which version; nothing of who it is.
CREATE TABLE zulieferung (
	nummer  BLOB PRIMARY KEY,          -- pseudonym of the entry
	art     TEXT NOT NULL,
	at      INTEGER NOT NULL,
	fassung INTEGER NOT NULL,
	inhalt  BLOB NOT NULL              -- blind index of what it says
) STRICT;
