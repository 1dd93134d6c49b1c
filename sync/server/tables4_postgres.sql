CREATE TABLE site_token (
	token   BYTEA PRIMARY KEY,
	id      TEXT COLLATE "C" NOT NULL UNIQUE,
	user_id BIGINT NOT NULL REFERENCES "user" (id),
	purpose TEXT NOT NULL,
	held    BYTEA NOT NULL,
	begun   BIGINT NOT NULL,
	ends    BIGINT NOT NULL
);
CREATE INDEX site_token_account ON site_token (user_id);
