-- Requests of nearest relatives: who took them, and by which sign they are answered; nobody's name.
CREATE TABLE antrag (
	kennzeichen TEXT PRIMARY KEY,
	at          INTEGER NOT NULL,
	wer         TEXT NOT NULL,
	beziehung   TEXT NOT NULL
) STRICT;
