-- Which events say that a report is missing, and of which report of the site: each is told once.
CREATE TABLE missing (
	melder_id TEXT NOT NULL,
	cursor    INTEGER NOT NULL,
	log_index INTEGER UNIQUE REFERENCES report (log_index), -- NULL: it is about none of the site's
	PRIMARY KEY (melder_id, cursor),
	FOREIGN KEY (melder_id, cursor) REFERENCES event (melder_id, cursor)
) STRICT, WITHOUT ROWID;
