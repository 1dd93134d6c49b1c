-- The list of people as it was after a change (mark), page by page, sealed: who signs
-- in reads it and what changed since instead of all cases. Pages that are not whole
-- (pages says how many there are) were left by somebody who was interrupted.
CREATE TABLE people_page (
	mark  INTEGER NOT NULL,
	page  INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	made  INTEGER NOT NULL,
	body  BLOB NOT NULL,
	PRIMARY KEY (mark, page)
) STRICT;
