"""What only PostgreSQL has: the table that name search reads, and indexes that cost writers little."""

from django.db import migrations

CREATE = """
CREATE TABLE registry_subject_search (
    subject_id bigint NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (subject_id, name_key)
);
CREATE FUNCTION registry_bigrams(name text) RETURNS bigint[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    pairs bigint[] := '{}';
    before bigint := ascii(name);
    here bigint;
BEGIN
    FOR i IN 2..length(name) LOOP
        here := ascii(substr(name, i, 1));
        pairs := pairs || ((before << 21) | here);
        before := here;
    END LOOP;
    RETURN pairs;
END $$;
CREATE INDEX registry_subject_bigrams ON registry_subject_search
    USING gin (registry_bigrams(name_key)) WITH (fastupdate = on);
ALTER INDEX registry_subject_bigrams ALTER COLUMN 1 SET STATISTICS 300;
INSERT INTO registry_subject_search (subject_id, name_key)
    SELECT id, name_key FROM registry_subject WHERE kind <> 'person'
    UNION
    SELECT s.id, f.name_key FROM registry_formername f
        JOIN registry_subject s ON s.id = f.subject_id WHERE s.kind <> 'person';
CREATE INDEX registry_trail_moment ON registry_trailentry
    USING brin (moment) WITH (pages_per_range = 32, autosummarize = on);
ALTER TABLE registry_seal ALTER COLUMN leaves SET STORAGE EXTERNAL;
"""
DROP = """
DROP INDEX registry_trail_moment;
DROP TABLE registry_subject_search;
DROP FUNCTION registry_bigrams(text);
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
