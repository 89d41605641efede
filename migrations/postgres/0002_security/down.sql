DROP TABLE mails;
DROP TABLE auth_events;
DROP TABLE throttles;
DROP TABLE one_time_tokens;
DROP TABLE sessions;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);

ALTER TABLE users DROP COLUMN email_verified_at;
