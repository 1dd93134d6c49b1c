CREATE TABLE antrag (
	kennzeichen TEXT COLLATE "C" PRIMARY KEY,
	at          BIGINT NOT NULL,
	bericht     BIGINT REFERENCES bericht (id) ON DELETE SET NULL,
	zweifel     BIGINT NOT NULL
);
CREATE INDEX antrag_bericht ON antrag (bericht);
