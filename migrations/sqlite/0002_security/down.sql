DROP TABLE mails;
DROP TABLE auth_events;
DROP TABLE throttles;
DROP TABLE one_time_tokens;
DROP TABLE sessions;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);

ALTER TABLE users DROP COLUMN email_verified_at;
