-- What the board tells its own connections is meant for lists; here all lines are gone through.
SET LOCAL enable_seqscan = on;
SET LOCAL enable_hashjoin = on;
SET LOCAL enable_mergejoin = on;
SET LOCAL enable_sort = on;

DROP TRIGGER jobs_truncate_terms ON jobs;
DROP TRIGGER jobs_delete_terms ON jobs;
DROP FUNCTION delete_job_terms();
DELETE FROM job_terms WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = job_terms.job_id);
DROP INDEX job_terms_by_job;
CREATE INDEX job_terms_by_job ON job_terms (job_id, term);
ALTER TABLE job_terms ADD FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE;
