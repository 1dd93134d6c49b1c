CREATE TABLE zulieferung (
	nummer  BYTEA PRIMARY KEY,
	art     TEXT COLLATE "C" NOT NULL,
	at      BIGINT NOT NULL,
	fassung BIGINT NOT NULL,
	inhalt  BYTEA NOT NULL
);
