DROP TABLE unfinished_jobs;
