-- How often what everybody may see has changed. It is raised in the transaction of the change, whoever
-- makes it: finished answers are sent again from memory for as long as it is the same.
CREATE TABLE public_versions (
    shard INTEGER PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL
) STRICT;

INSERT INTO public_versions (shard, version) VALUES (0, 1);

CREATE TRIGGER jobs_insert_raises_public_version AFTER INSERT ON jobs
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER jobs_update_raises_public_version AFTER UPDATE ON jobs
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER jobs_delete_raises_public_version AFTER DELETE ON jobs
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER companies_insert_raises_public_version AFTER INSERT ON companies
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER companies_update_raises_public_version AFTER UPDATE ON companies
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER companies_delete_raises_public_version AFTER DELETE ON companies
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER categories_insert_raises_public_version AFTER INSERT ON categories
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER categories_update_raises_public_version AFTER UPDATE ON categories
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER categories_delete_raises_public_version AFTER DELETE ON categories
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER board_settings_insert_raises_public_version AFTER INSERT ON board_settings
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER board_settings_update_raises_public_version AFTER UPDATE ON board_settings
BEGIN UPDATE public_versions SET version = version + 1; END;

CREATE TRIGGER board_settings_delete_raises_public_version AFTER DELETE ON board_settings
BEGIN UPDATE public_versions SET version = version + 1; END;
