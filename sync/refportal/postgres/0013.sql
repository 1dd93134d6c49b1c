CREATE TABLE receipt (
	log_index BIGINT PRIMARY KEY REFERENCES report (log_index),
	previous  TEXT COLLATE "C" NOT NULL,
	signer    TEXT COLLATE "C" NOT NULL,
	signature TEXT COLLATE "C" NOT NULL
);

CREATE TABLE chain (
	melder_id TEXT COLLATE "C" PRIMARY KEY REFERENCES site (melder_id),
	head      TEXT COLLATE "C" NOT NULL
);
