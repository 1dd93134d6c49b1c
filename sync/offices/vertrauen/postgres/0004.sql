CREATE TABLE antrag (
	kennzeichen TEXT COLLATE "C" PRIMARY KEY,
	at          BIGINT NOT NULL,
	wer         TEXT COLLATE "C" NOT NULL,
	beziehung   TEXT COLLATE "C" NOT NULL
);
