"""Make the table of words, as each database does it; a trigger lets words go with their document.

On PostgreSQL a foreign key would do, but Django empties tables one list at a time, and knows nothing of this one.
"""

from django.db import migrations

MAKE = {
    "postgresql": [
        "CREATE TABLE search_tokens (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
        "CREATE INDEX search_tokens_gin ON search_tokens USING gin (tokens)",
        """CREATE FUNCTION search_tokens_go() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM search_tokens WHERE id = OLD.id; RETURN OLD; END $$""",
        """CREATE TRIGGER search_tokens_go AFTER DELETE ON search_document
        FOR EACH ROW EXECUTE FUNCTION search_tokens_go()""",
    ],
    "sqlite": [
        """CREATE VIRTUAL TABLE search_tokens USING fts5(
        a, b, c, d, tokenize = "ascii tokenchars '_+#%'", prefix = '2 3 4')""",
        """CREATE TRIGGER search_tokens_go AFTER DELETE ON search_document
        BEGIN DELETE FROM search_tokens WHERE rowid = OLD.id; END""",
    ],
}
UNMAKE = {
    "postgresql": [
        "DROP TRIGGER IF EXISTS search_tokens_go ON search_document",
        "DROP FUNCTION IF EXISTS search_tokens_go()",
        "DROP TABLE IF EXISTS search_tokens",
    ],
    "sqlite": ["DROP TRIGGER IF EXISTS search_tokens_go", "DROP TABLE IF EXISTS search_tokens"],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unmake(apps, schema_editor):
    for statement in UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake, elidable=False)]
