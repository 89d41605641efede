DROP INDEX job_terms_by_job;
CREATE INDEX job_terms_by_job ON job_terms (job_id, term);
DROP TRIGGER jobs_delete_terms ON jobs;
DROP FUNCTION delete_job_terms();
ALTER TABLE job_terms ADD FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE;
