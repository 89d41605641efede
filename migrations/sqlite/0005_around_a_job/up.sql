-- What people do around a job: moderators wait for it, readers report it, save it and read it, its
-- poster and the moderators talk about it. And what an admin changes while the board runs.

-- The moderators' queue: jobs in review, in the order in which they came.
CREATE TABLE job_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    job_id INTEGER NOT NULL UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
    entered_at TEXT NOT NULL
) STRICT;

INSERT INTO job_reviews (job_id, entered_at)
SELECT id, updated_at FROM jobs WHERE state = 'in_review' ORDER BY updated_at, id;

CREATE TABLE job_comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    author_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    is_from_moderator INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX job_comments_by_job ON job_comments (job_id, id);
CREATE INDEX job_comments_by_author ON job_comments (author_id);

-- A reader is a fingerprint: who it was, is not kept.
CREATE TABLE job_reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('fraud', 'spam', 'discrimination', 'not_open', 'wrong', 'other')),
    note TEXT NOT NULL,
    created_at TEXT NOT NULL,
    resolved_at TEXT
) STRICT;

CREATE UNIQUE INDEX job_reports_open ON job_reports (job_id, reader) WHERE resolved_at IS NULL;
CREATE INDEX job_reports_waiting ON job_reports (id) WHERE resolved_at IS NULL;
CREATE INDEX job_reports_by_job ON job_reports (job_id, id);

CREATE TABLE saved_jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    UNIQUE (user_id, job_id)
) STRICT;

CREATE INDEX saved_jobs_by_user ON saved_jobs (user_id, id);
CREATE INDEX saved_jobs_by_job ON saved_jobs (job_id);

CREATE TABLE job_views (
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    date_viewed TEXT NOT NULL,
    views INTEGER NOT NULL,
    PRIMARY KEY (job_id, date_viewed)
) STRICT;

CREATE INDEX job_views_by_date ON job_views (date_viewed);

-- For which end of a job its poster was reminded.
CREATE TABLE job_reminders (
    job_id INTEGER PRIMARY KEY NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE board_settings (
    name TEXT PRIMARY KEY NOT NULL,
    setting_value TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by INTEGER REFERENCES users (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX board_settings_by_user ON board_settings (changed_by);
