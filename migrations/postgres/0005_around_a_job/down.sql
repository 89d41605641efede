DROP TABLE board_settings;
DROP TABLE job_reminders;
DROP TABLE job_views;
DROP TABLE saved_jobs;
DROP TABLE job_reports;
DROP TABLE job_comments;
DROP TABLE job_reviews;
