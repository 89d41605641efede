DROP TABLE job_events;
DROP TABLE tags;
DROP TABLE job_terms;
DROP INDEX jobs_listed;
DROP INDEX jobs_by_end;
DROP INDEX jobs_by_company;
DROP INDEX jobs_by_category;
DROP INDEX jobs_to_index;
ALTER TABLE jobs ADD COLUMN is_active BOOLEAN;
UPDATE jobs SET is_active = (state = 'published');
ALTER TABLE jobs
    ALTER COLUMN is_active SET NOT NULL,
    DROP COLUMN company_id,
    DROP COLUMN workplace,
    DROP COLUMN places,
    DROP COLUMN applicant_countries,
    DROP COLUMN employment_types,
    DROP COLUMN salary_min,
    DROP COLUMN salary_max,
    DROP COLUMN salary_currency,
    DROP COLUMN salary_period,
    DROP COLUMN salary_yearly,
    DROP COLUMN category,
    DROP COLUMN tags,
    DROP COLUMN apply_to,
    DROP COLUMN closes_on,
    DROP COLUMN state,
    DROP COLUMN expires_at,
    DROP COLUMN version,
    DROP COLUMN edited_at,
    DROP COLUMN approved_at,
    DROP COLUMN index_version;
CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC) WHERE is_active;

DROP TABLE categories;
DROP TABLE companies;
