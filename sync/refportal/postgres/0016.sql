CREATE TABLE missing (
	melder_id TEXT COLLATE "C" NOT NULL,
	cursor    BIGINT NOT NULL,
	log_index BIGINT UNIQUE REFERENCES report (log_index),
	PRIMARY KEY (melder_id, cursor),
	FOREIGN KEY (melder_id, cursor) REFERENCES event (melder_id, cursor)
);
