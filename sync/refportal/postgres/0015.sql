CREATE TABLE reached (
	way    TEXT COLLATE "C" NOT NULL CHECK (way IN ('in', 'out')),
	office TEXT COLLATE "C" NOT NULL,
	seq    BIGINT NOT NULL,
	PRIMARY KEY (way, office)
);
CREATE TABLE taken (
	office TEXT COLLATE "C" NOT NULL,
	seq    BIGINT NOT NULL,
	digest BYTEA NOT NULL,
	PRIMARY KEY (office, seq)
);
CREATE TABLE waiting (
	office TEXT COLLATE "C" NOT NULL,
	seq    BIGINT NOT NULL,
	sealed BYTEA NOT NULL,
	PRIMARY KEY (office, seq)
);
CREATE TABLE aside (
	office TEXT COLLATE "C" NOT NULL,
	seq    BIGINT NOT NULL,
	at     BIGINT NOT NULL,
	code   TEXT COLLATE "C" NOT NULL,
	text   TEXT COLLATE "C" NOT NULL,
	sealed BYTEA NOT NULL,
	PRIMARY KEY (office, seq)
);
