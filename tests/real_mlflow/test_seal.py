# SPDX-License-Identifier: Apache-2.0
"""A sealed file under the clients that would go on writing to it: the same release, and a newer one that upgrades."""

import json
import os
import re
import sqlite3

import pytest

from conftest import HERE, NEWEST, copy_of, mlflow, python_of, read_api, run, sqlite_uri

pytestmark = pytest.mark.client
MESSAGE = re.compile(r"this store was migrated to PostgreSQL on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, see postgresql")


def schema_of_file(path):
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
    connection.close()
    return rows


def dump_of(path):
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def write_calls(release, path):
    return json.loads(mlflow(release, "write_calls.py", sqlite_uri(path)))


@pytest.fixture(params=["delete", "wal"])
def journal_mode(request):
    return request.param


@pytest.fixture(scope="session")
def read_once(filled, folder):
    """A function: release to its file after a first reading, at which 3.18 writes, and what was read."""
    made = {}

    def read(release):
        if release not in made:
            path = copy_of(filled(release)[0], folder)
            made[release] = path, read_api(release, sqlite_uri(path))
        return made[release]

    return read


@pytest.fixture
def sealed(read_once, program, server, folder):
    """A function: a copy of the release's file after `migrate --seal`, its schema before, and its target."""

    def seal(release, journal_mode="delete"):
        path = copy_of(read_once(release)[0], folder)
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.close()
        before, target = schema_of_file(path), server.database()
        done = program("migrate", path, target, "--seal")
        assert done.code == 0, done.err
        assert "sealed: " in done.out and "not sealed" not in done.out and "but not against" not in done.out, done.out
        return path, before, target

    return seal


def test_every_write_fails_with_the_message_until_unsealed(release, journal_mode, sealed, program):
    path, before, _ = sealed(release, journal_mode)
    rows = dump_of(path)
    errors = write_calls(release, path)
    # It looks whether the run is deleted before it writes.
    needs_deleted = {"restore_run", "restore_experiment"}
    for call, error in errors.items():
        if call == "read":
            assert error is None
        elif call not in needs_deleted:
            assert error and MESSAGE.search(error), (call, error)
    assert dump_of(path) == rows

    done = program("unseal", path)
    assert done.code == 0, done.err
    assert schema_of_file(path) == before
    assert {call: error for call, error in write_calls(release, path).items() if error} == {}


def test_reads_the_same_as_before(release, sealed, read_once):
    path, _, _ = sealed(release)
    assert read_api(release, sqlite_uri(path)) == read_once(release)[1]


def test_is_verified_like_any_other(release, journal_mode, sealed, program):
    path, _, target = sealed(release, journal_mode)
    assert program("verify", path, target).code == 0


@pytest.mark.parametrize(
    ("how", "journal_mode"), [("db upgrade", "delete"), ("db upgrade", "wal"), ("client", "delete")]
)
def test_a_newer_mlflow_cannot_upgrade_it(older_release, how, journal_mode, sealed, program):
    path, before, _ = sealed(older_release, journal_mode)
    sealed_schema, rows = schema_of_file(path), dump_of(path)
    environment = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    command = ["-m", "mlflow", "db", "upgrade"] if how == "db upgrade" else [HERE / "stores.py"]
    done = run(python_of(NEWEST), *command, sqlite_uri(path), env=environment)
    assert done.code != 0
    assert "attempt to write a readonly database" in done.out + done.err
    assert schema_of_file(path) == sealed_schema
    assert dump_of(path) == rows
    assert program("unseal", path).code == 0
    assert schema_of_file(path) == before
    done = run(python_of(NEWEST), "-m", "mlflow", "db", "upgrade", sqlite_uri(path), env=environment)
    assert done.code == 0, done.err
