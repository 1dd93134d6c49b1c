-- Requests of nearest relatives, by their sign: a report of the person who was found.
CREATE TABLE antrag (
	kennzeichen TEXT PRIMARY KEY,
	at          INTEGER NOT NULL,
	bericht     INTEGER REFERENCES bericht (id) ON DELETE SET NULL,
	zweifel     INTEGER NOT NULL       -- 1 = somebody is like her, and not certainly she
) STRICT;
CREATE INDEX antrag_bericht ON antrag (bericht);
