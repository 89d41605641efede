ALTER TABLE users ADD COLUMN email_verified_at TEXT;

-- A session now outlives its access token. Those of before end: everybody signs in once more.
DROP TABLE sessions;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    counter INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    network TEXT NOT NULL,
    created_at TEXT NOT NULL,
    refreshed_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id, refreshed_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE one_time_tokens (
    token_hash TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('verify_email', 'reset_password', 'change_email', 'undo_email', 'claim_admin')),
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    email TEXT,
    email_key TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id, kind, created_at);
CREATE INDEX one_time_tokens_by_email ON one_time_tokens (email_key, kind);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);

CREATE TABLE throttles (
    bucket TEXT PRIMARY KEY NOT NULL,
    attempts INTEGER NOT NULL,
    opens_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX throttles_by_end ON throttles (expires_at);

CREATE TABLE auth_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    network TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX auth_events_by_user ON auth_events (user_id, id);
CREATE INDEX auth_events_by_network ON auth_events (user_id, network, kind, created_at);
CREATE INDEX auth_events_by_time ON auth_events (created_at);

-- Mail that is to be sent, being sent, sent, or given up.
CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead')),
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX mails_by_state ON mails (state, due_at);
