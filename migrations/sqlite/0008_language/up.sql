-- The language that somebody reads, by its tag: their mails are written in it. None for those who
-- never said.
ALTER TABLE users ADD COLUMN language TEXT;
