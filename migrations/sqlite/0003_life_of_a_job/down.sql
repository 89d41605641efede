DROP TABLE job_events;
DROP TABLE tags;
DROP TABLE job_terms;
DROP INDEX jobs_listed;
DROP INDEX jobs_by_owner;
DROP INDEX jobs_by_end;
DROP INDEX jobs_by_company;
DROP INDEX jobs_by_category;
DROP INDEX jobs_to_index;
ALTER TABLE jobs RENAME TO new_jobs;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    company TEXT NOT NULL,
    company_url TEXT,
    location TEXT NOT NULL,
    description TEXT NOT NULL,
    date_posted TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    owner_id INTEGER NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    import_key TEXT UNIQUE
) STRICT;

INSERT INTO jobs
SELECT id, title, title_folded, company, company_url, location, description, date_posted,
    state = 'published', owner_id, created_at, updated_at, import_key
FROM new_jobs;

DELETE FROM sqlite_sequence WHERE name = 'jobs';
INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs', seq FROM sqlite_sequence WHERE name = 'new_jobs';
DROP TABLE new_jobs;

CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC) WHERE is_active;
CREATE INDEX jobs_by_owner ON jobs (owner_id, date_posted DESC, id DESC);

DROP TABLE categories;
DROP TABLE companies;
