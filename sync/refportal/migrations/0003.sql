-- What people name as their own key pair: a SHA-256 in hex.
CREATE TABLE own_key (
	user_id INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
	name    TEXT NOT NULL
) STRICT;
