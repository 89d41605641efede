-- What is listed is now a state, and a job has a company, places, a salary and an end. What a job's
-- own text says about them is read by the program when it starts (index_version 0).
CREATE TABLE companies (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    web_site TEXT,
    description TEXT NOT NULL,
    owner_id BIGINT REFERENCES users (id) ON DELETE SET NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX companies_by_owner ON companies (owner_id);

INSERT INTO companies (name, name_key, description, owner_id, version, created_at, updated_at)
SELECT company, company, '', min(owner_id), 1, min(created_at), min(created_at)
FROM jobs GROUP BY company ORDER BY min(id);

-- The admins' list.
CREATE TABLE categories (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    name_key TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL
);

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
ALTER TABLE jobs
    ADD COLUMN company_id BIGINT REFERENCES companies (id),
    ADD COLUMN workplace TEXT NOT NULL DEFAULT 'on_site' CHECK (workplace IN ('on_site', 'hybrid', 'remote')),
    ADD COLUMN places TEXT NOT NULL DEFAULT '[]',
    ADD COLUMN applicant_countries TEXT NOT NULL DEFAULT '',
    ADD COLUMN employment_types TEXT NOT NULL DEFAULT '',
    ADD COLUMN salary_min BIGINT,
    ADD COLUMN salary_max BIGINT,
    ADD COLUMN salary_currency TEXT,
    ADD COLUMN salary_period TEXT CHECK (salary_period IN ('HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR')),
    ADD COLUMN salary_yearly BIGINT,
    ADD COLUMN category TEXT REFERENCES categories (name) ON UPDATE CASCADE ON DELETE SET NULL,
    ADD COLUMN tags TEXT NOT NULL DEFAULT '',
    ADD COLUMN apply_to TEXT,
    ADD COLUMN closes_on DATE,
    ADD COLUMN state TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'in_review', 'published', 'rejected', 'filled', 'closed', 'expired', 'removed')),
    ADD COLUMN expires_at TIMESTAMP,
    ADD COLUMN version BIGINT NOT NULL DEFAULT 1,
    ADD COLUMN edited_at TIMESTAMP,
    ADD COLUMN approved_at TIMESTAMP,
    ADD COLUMN index_version BIGINT NOT NULL DEFAULT 0;
UPDATE jobs SET
    company_id = (SELECT companies.id FROM companies WHERE companies.name_key = jobs.company),
    state = CASE WHEN is_active THEN 'published' ELSE 'closed' END,
    edited_at = updated_at;
ALTER TABLE jobs
    DROP COLUMN is_active,
    ALTER COLUMN company_id SET NOT NULL,
    ALTER COLUMN edited_at SET NOT NULL,
    ALTER COLUMN workplace DROP DEFAULT,
    ALTER COLUMN places DROP DEFAULT,
    ALTER COLUMN applicant_countries DROP DEFAULT,
    ALTER COLUMN employment_types DROP DEFAULT,
    ALTER COLUMN tags DROP DEFAULT,
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN version DROP DEFAULT,
    ALTER COLUMN index_version DROP DEFAULT;
DROP INDEX jobs_by_owner;

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
    date_posted DATE NOT NULL,
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (term, date_posted, job_id)
);

CREATE INDEX job_terms_by_job ON job_terms (job_id, term);

-- Tags as somebody first typed them.
CREATE TABLE tags (
    tag_key TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

-- What happened to a job, and who did it.
CREATE TABLE job_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    actor_id BIGINT REFERENCES users (id) ON DELETE SET NULL,
    note TEXT,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX job_events_by_job ON job_events (job_id, id);
CREATE INDEX job_events_by_actor ON job_events (actor_id);
