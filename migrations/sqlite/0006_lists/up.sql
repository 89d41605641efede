-- The walk along the list sees in the index itself what has ended and what is in the titles.
DROP INDEX jobs_listed;
CREATE INDEX jobs_listed ON jobs (date_posted DESC, id DESC, expires_at, title_folded) WHERE state = 'published';
