DROP INDEX jobs_listed;
CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC) WHERE state = 'published';
