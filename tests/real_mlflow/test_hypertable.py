# SPDX-License-Identifier: Apache-2.0
"""A database that MLflow 2.9.2 filled, with metrics as a hypertable of TimescaleDB after the move."""

import psycopg2
import pytest
from conftest import NEWEST, compare, copy_of, mlflow, read_api, schema_of, sqlite_uri, upgrade

RELEASE = "2.9.2"

pytestmark = pytest.mark.timescaledb


@pytest.fixture
def timescale(server):
    """A function: the URI of a new database with the extension."""

    def database():
        uri = server.database()
        server.execute("CREATE EXTENSION IF NOT EXISTS timescaledb", uri)
        return uri

    return database


@pytest.fixture
def split(filled, program, timescale):
    """The file, and the database that it was moved to."""
    path, _ = filled(RELEASE)
    target = timescale()
    code, report = program.report("migrate", path, target, "--hypertable")
    assert code == 0, report["error"]
    assert report["hypertable"]["chunks"] == len(chunks(target)) > 0
    return path, target


def chunks(uri):
    """Names of the chunks of metrics, with how many rows each has."""
    with psycopg2.connect(uri) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, count(*) FROM metrics GROUP BY 1")
        return {name: rows for name, rows in cursor if name != "metrics"}


def definitions(uri):
    # pg_dump writes a hypertable before the other tables; 2.19 marks it with a trigger.
    lines = schema_of(uri, "--schema=public")
    return sorted(x for x in lines if x and not x.startswith("--") and "TRIGGER ts_insert_blocker" not in x)


def test_arrives_with_every_row_and_reads_the_same_through_mlflow(split, folder):
    path, target = split
    code, said = compare(path, target)
    assert code == 0, said
    assert read_api(RELEASE, target) == read_api(RELEASE, sqlite_uri(copy_of(path, folder)))


def test_mlflow_upgrades_writes_and_reads_it_on(split, timescale, folder):
    path, target = split
    before = chunks(target)
    upgrade(target)
    assert chunks(target) == before
    own = timescale()
    mlflow(RELEASE, "stores.py", own)
    upgrade(own)
    assert definitions(target) == definitions(own)
    in_sqlite = copy_of(path, folder)
    upgrade(sqlite_uri(in_sqlite))
    ours, theirs = read_api(NEWEST, target), read_api(NEWEST, sqlite_uri(in_sqlite))
    for part in ("experiments", "runs", "models"):
        assert ours[part] == theirs[part], part
    mlflow(NEWEST, "write_api.py", target)
    # Metrics of today are in a chunk of their own.
    assert len(chunks(target)) > len(before)
