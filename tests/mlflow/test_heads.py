"""From every older head to the newest: a database that is moved and then upgraded in PostgreSQL ends up equal to one
that is upgraded in SQLite and then moved, row by row, and to MLflow's own schema.

The rows are real ones: those of the newest file in tests/data that is not newer than the head, brought there by
MLflow's migrations. MLFLOW2PG_WHOLE tests every head, which takes a quarter of an hour; otherwise it is a few.
"""

import sqlite3

import pytest
from conftest import HERE, NEWEST, REPOSITORY, WHOLE, compare, mlflow, schema_of, sqlite_uri, upgrade

CHAIN = [line.split("\t") for line in (REPOSITORY / "schema" / "revisions.tsv").read_text().splitlines()[1:]]
ORDER = {revision: number for number, (revision, _) in enumerate(CHAIN)}
HEADS = [revision for revision, releases in CHAIN[:-1] if releases]
# Of 1.1 and of 3.8; test_releases.py has two between them.
SOME = ["181f10493468", "1bd49d398cd23"]


def pytest_generate_tests(metafunc):
    metafunc.parametrize("head", HEADS if WHOLE else SOME)


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


@pytest.fixture
def at_head(head, recorded, folder):
    *_, nearest = (path for revision, path in recorded.items() if ORDER[revision] <= ORDER[head])
    path = folder / f"{head}.db"
    path.write_bytes(nearest.read_bytes())
    mlflow(NEWEST, "upgrade_to.py", sqlite_uri(path), head)
    assert revision_of(path) == head
    return path


def test_upgrades_to_the_same_after_the_move_and_before(at_head, program, server, own_schema):
    moved_first = server.database()
    done = program("migrate", at_head, moved_first)
    assert done.code == 0, done.err
    upgrade(moved_first)
    # Its own migrations made that schema, too, one head after the other.
    assert schema_of(moved_first) == own_schema(NEWEST)

    upgrade(sqlite_uri(at_head))
    code, said = compare(at_head, moved_first)
    assert code == 0, said

    upgraded_first = server.database()
    done = program("migrate", at_head, upgraded_first)
    assert done.code == 0, done.err
    assert schema_of(upgraded_first) == own_schema(NEWEST)
    code, said = compare(at_head, upgraded_first)
    assert code == 0, said
