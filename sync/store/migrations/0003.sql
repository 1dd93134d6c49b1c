-- Cases that were removed. Like any change, a removal has its count: programs
-- that read the changes take the case off their lists.
CREATE TABLE removed_case (
	seq INTEGER PRIMARY KEY,
	id  TEXT NOT NULL
) STRICT;
