# SPDX-License-Identifier: Apache-2.0
"""From every older head to the newest: a database that is moved and then upgraded in PostgreSQL ends up equal to one
that is upgraded in SQLite and then moved, row by row, and to MLflow's own schema.

The rows are real ones: those of the newest file in tests/data that is not newer than the head, brought there by
MLflow's migrations. MLFLOW2PG_WHOLE tests every head, which takes a quarter of an hour; otherwise it is a few.
"""

import contextlib
import sqlite3

import psycopg2
import pytest
from conftest import HERE, NEWEST, REPOSITORY, WHOLE, compare, mlflow, schema_of, sqlite_uri, upgrade

CHAIN = [line.split("\t") for line in (REPOSITORY / "schema" / "revisions.tsv").read_text().splitlines()[1:]]
ORDER = {revision: number for number, (revision, _) in enumerate(CHAIN)}
HEADS = [revision for revision, releases in CHAIN[:-1] if releases]
# Of 1.1 and of 3.8; test_releases.py has two between them.
TESTED = HEADS if WHOLE else ["181f10493468", "1bd49d398cd23"]


def revision_of(path):
    connection = sqlite3.connect(path)
    ((revision,),) = connection.execute("SELECT version_num FROM alembic_version")
    connection.close()
    return revision


@pytest.fixture(scope="module")
def recorded(folder):
    """Revision to a file with what a real release of that revision made, oldest first."""
    found = {}
    for text in (HERE.parent / "data").glob("*[0-9].sql"):
        path = folder / f"recorded-{text.stem}.db"
        connection = sqlite3.connect(path)
        connection.executescript(text.read_text())
        connection.close()
        found[revision_of(path)] = path
    return dict(sorted(found.items(), key=lambda item: ORDER[item[0]]))


@pytest.fixture(scope="module")
def at_head(recorded, folder):
    """Revision to a file of that age."""
    made, upgrades = {}, []
    for head in TESTED:
        *_, nearest = (path for revision, path in recorded.items() if ORDER[revision] <= ORDER[head])
        made[head] = folder / f"{head}.db"
        made[head].write_bytes(nearest.read_bytes())
        upgrades += [sqlite_uri(made[head]), head]
    mlflow(NEWEST, "upgrade_to.py", *upgrades)
    return made


@pytest.mark.parametrize("head", TESTED)
def test_upgrades_to_the_same_after_the_move_and_before(head, at_head, program, server, own_schema):
    file = at_head[head]
    assert revision_of(file) == head
    moved_first = server.database()
    done = program("migrate", file, moved_first)
    assert done.code == 0, done.err
    upgrade(moved_first)
    # Its own migrations made that schema, too, one head after the other.
    assert schema_of(moved_first) == own_schema(NEWEST)

    upgrade(sqlite_uri(file))
    # A migration of 3.17 cancels the jobs that were not done, and notes the time.
    at_no_time = "UPDATE jobs SET last_update_time = 0 WHERE status = 5"
    with psycopg2.connect(moved_first) as connection, connection.cursor() as cursor:
        cursor.execute(at_no_time)
    connection.close()
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(at_no_time)
    code, said = compare(file, moved_first)
    assert code == 0, said

    upgraded_first = server.database()
    done = program("migrate", file, upgraded_first)
    assert done.code == 0, done.err
    assert schema_of(upgraded_first) == own_schema(NEWEST)
    code, said = compare(file, upgraded_first)
    assert code == 0, said
