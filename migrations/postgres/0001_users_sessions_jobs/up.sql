CREATE TABLE users (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    role TEXT NOT NULL CHECK (role IN ('member', 'moderator', 'admin')),
    is_active BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE jobs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    company TEXT NOT NULL,
    company_url TEXT,
    location TEXT NOT NULL,
    description TEXT NOT NULL,
    date_posted DATE NOT NULL,
    is_active BOOLEAN NOT NULL,
    owner_id BIGINT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    import_key TEXT UNIQUE
);

-- The public list, newest first, and everyone's own.
CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC) WHERE is_active;
CREATE INDEX jobs_by_owner ON jobs (owner_id, date_posted DESC, id DESC);
