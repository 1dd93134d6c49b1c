-- Who has a draft open just now, by the program she sits at, and until when that is
-- believed without hearing of it again. It keeps nobody from writing.
CREATE TABLE editing (
	station  TEXT PRIMARY KEY,
	draft_id TEXT NOT NULL,
	login    TEXT NOT NULL,
	until    INTEGER NOT NULL
) STRICT;
