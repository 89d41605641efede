-- How often what everybody may see has changed. It is raised in the transaction of the change, whoever
-- makes it: finished answers are sent again from memory for as long as it is the same.
--
-- The version is the sum of all rows. Each session raises a row of its own, as far as there are
-- enough of them, so that writers do not wait for each other. It raises it before it touches the
-- table, so that two sessions of the same row wait at their beginning and not for each other.
CREATE TABLE public_versions (
    shard BIGINT PRIMARY KEY,
    version BIGINT NOT NULL
) WITH (fillfactor = 50);

INSERT INTO public_versions (shard, version) SELECT shard, 1 FROM generate_series(0, 63) AS shard;

CREATE FUNCTION raise_public_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE shard = pg_backend_pid() % 64;
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_raise_public_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON jobs
    FOR EACH STATEMENT EXECUTE FUNCTION raise_public_version();

CREATE TRIGGER companies_raise_public_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON companies
    FOR EACH STATEMENT EXECUTE FUNCTION raise_public_version();

CREATE TRIGGER categories_raise_public_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON categories
    FOR EACH STATEMENT EXECUTE FUNCTION raise_public_version();

CREATE TRIGGER board_settings_raise_public_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON board_settings
    FOR EACH STATEMENT EXECUTE FUNCTION raise_public_version();
