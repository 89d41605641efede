-- What is listed is now a state, and a job has a company, places, a salary and an end. What a job's
-- own text says about them is read by the program when it starts (index_version 0).
CREATE TABLE companies (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    web_site TEXT,
    description TEXT NOT NULL,
    owner_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX companies_by_owner ON companies (owner_id);

INSERT INTO companies (name, name_key, description, owner_id, version, created_at, updated_at)
SELECT company, company, '', min(owner_id), 1, min(created_at), min(created_at)
FROM jobs GROUP BY company ORDER BY min(id);

-- The admins' list.
CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    name_key TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL
) STRICT;

INSERT INTO categories (name, name_key, position) VALUES
    ('Administration', 'administration', 1),
    ('Customer service', 'customer service', 2),
    ('Design', 'design', 3),
    ('Education', 'education', 4),
    ('Engineering', 'engineering', 5),
    ('Finance', 'finance', 6),
    ('Health', 'health', 7),
    ('Hospitality', 'hospitality', 8),
    ('Legal', 'legal', 9),
    ('Logistics', 'logistics', 10),
    ('Marketing', 'marketing', 11),
    ('Other', 'other', 12),
    ('Product', 'product', 13),
    ('Sales', 'sales', 14),
    ('Science', 'science', 15),
    ('Software', 'software', 16);

DROP INDEX jobs_listed;
DROP INDEX jobs_by_owner;
ALTER TABLE jobs RENAME TO old_jobs;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    company TEXT NOT NULL,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    company_url TEXT,
    location TEXT NOT NULL,
    workplace TEXT NOT NULL CHECK (workplace IN ('on_site', 'hybrid', 'remote')),
    places TEXT NOT NULL,
    applicant_countries TEXT NOT NULL,
    employment_types TEXT NOT NULL,
    salary_min INTEGER,
    salary_max INTEGER,
    salary_currency TEXT,
    salary_period TEXT CHECK (salary_period IN ('HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR')),
    salary_yearly INTEGER,
    category TEXT REFERENCES categories (name) ON UPDATE CASCADE ON DELETE SET NULL,
    tags TEXT NOT NULL,
    apply_to TEXT,
    description TEXT NOT NULL,
    date_posted TEXT NOT NULL,
    closes_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'rejected', 'filled', 'closed', 'expired', 'removed')),
    expires_at TEXT,
    version INTEGER NOT NULL,
    edited_at TEXT NOT NULL,
    approved_at TEXT,
    index_version INTEGER NOT NULL,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    import_key TEXT UNIQUE
) STRICT;

INSERT INTO jobs (id, title, title_folded, company, company_id, company_url, location, workplace, places,
    applicant_countries, employment_types, tags, description, date_posted, state, version, edited_at,
    index_version, owner_id, created_at, updated_at, import_key)
SELECT id, title, title_folded, company,
    (SELECT companies.id FROM companies WHERE companies.name_key = old_jobs.company),
    company_url, location, 'on_site', '[]', '', '', '', description, date_posted,
    CASE WHEN is_active THEN 'published' ELSE 'closed' END, 1, updated_at, 0, owner_id, created_at,
    updated_at, import_key
FROM old_jobs;

-- No number is given twice, not even that of a job that is gone.
DELETE FROM sqlite_sequence WHERE name = 'jobs';
INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs', seq FROM sqlite_sequence WHERE name = 'old_jobs';
DROP TABLE old_jobs;

-- The public list, newest first, everyone's own, and what ends next.
CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC) WHERE state = 'published';
CREATE INDEX jobs_by_owner ON jobs (owner_id, date_posted DESC, id DESC);
CREATE INDEX jobs_by_end ON jobs (expires_at) WHERE state = 'published';
CREATE INDEX jobs_by_company ON jobs (company_id);
CREATE INDEX jobs_by_category ON jobs (category);
CREATE INDEX jobs_to_index ON jobs (index_version);

-- What a published job is found by: a line for each place, type, tag and so on.
CREATE TABLE job_terms (
    term TEXT NOT NULL,
    date_posted TEXT NOT NULL,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (term, date_posted, job_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_terms_by_job ON job_terms (job_id, term);

-- Tags as somebody first typed them.
CREATE TABLE tags (
    tag_key TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT;

-- What happened to a job, and who did it.
CREATE TABLE job_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    actor_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    note TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX job_events_by_job ON job_events (job_id, id);
CREATE INDEX job_events_by_actor ON job_events (actor_id);
