DROP TRIGGER jobs_raise_public_version ON jobs;
DROP TRIGGER companies_raise_public_version ON companies;
DROP TRIGGER categories_raise_public_version ON categories;
DROP TRIGGER board_settings_raise_public_version ON board_settings;
DROP FUNCTION raise_public_version();
DROP TABLE public_versions;
