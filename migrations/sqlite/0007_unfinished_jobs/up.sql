-- What somebody typed into the form of a new job that could not be taken yet.
CREATE TABLE unfinished_jobs (
    user_id INTEGER PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
