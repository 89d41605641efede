ALTER TABLE users ADD COLUMN email_verified_at TIMESTAMP;

-- A session now outlives its access token. Those of before end: everybody signs in once more.
DROP TABLE sessions;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    counter BIGINT NOT NULL,
    user_agent TEXT NOT NULL,
    network TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    refreshed_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id, refreshed_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE one_time_tokens (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('verify_email', 'reset_password', 'change_email', 'undo_email', 'claim_admin')),
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    email TEXT,
    email_key TEXT,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id, kind, created_at);
CREATE INDEX one_time_tokens_by_email ON one_time_tokens (email_key, kind);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);

CREATE TABLE throttles (
    bucket TEXT PRIMARY KEY,
    attempts BIGINT NOT NULL,
    opens_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE INDEX throttles_by_end ON throttles (expires_at);

CREATE TABLE auth_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id) ON DELETE SET NULL,
    network TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX auth_events_by_user ON auth_events (user_id, id);
CREATE INDEX auth_events_by_network ON auth_events (user_id, network, kind, created_at);
CREATE INDEX auth_events_by_time ON auth_events (created_at);

-- Mail that is to be sent, being sent, sent, or given up.
CREATE TABLE mails (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead')),
    attempts BIGINT NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL
);

CREATE INDEX mails_by_state ON mails (state, due_at);
