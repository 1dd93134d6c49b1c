CREATE TABLE site_data (
	melder_id TEXT COLLATE "C" PRIMARY KEY REFERENCES site (melder_id),
	sealed    BYTEA NOT NULL
);

CREATE TABLE site_change (
	melder_id TEXT COLLATE "C" NOT NULL REFERENCES site (melder_id),
	tnr       TEXT COLLATE "C" NOT NULL,
	at        BIGINT NOT NULL,
	login     TEXT COLLATE "C" NOT NULL,
	state     TEXT COLLATE "C" NOT NULL CHECK (state IN ('beantragt', 'übernommen', 'abgelehnt')),
	decided   BIGINT,
	digest    TEXT COLLATE "C" NOT NULL,
	sealed    BYTEA NOT NULL,
	PRIMARY KEY (melder_id, tnr)
);

CREATE TABLE training (
	day  TEXT COLLATE "C" NOT NULL,
	text TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (day, text)
);
