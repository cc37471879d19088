# SPDX-License-Identifier: Apache-2.0
"""Real MLflow on both sides of a migration.

    scripts/with_postgres "$(scripts/mlflow_env tests)" -m pytest tests/real_mlflow

MLFLOW2PG           the program (default: build/release/mlflow2pg)
MLFLOW2PG_RELEASES  which MLflow releases to test, separated by blanks
MLFLOW2PG_WHOLE     when set, all heads of MLflow's and all file stores are tested, not a few
MLFLOW2PG_KEEP      when set, databases and files stay
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
RELEASES = os.environ.get("MLFLOW2PG_RELEASES", "1.30.1 2.9.2 3.18.0").split()
# MLFLOW2PG_RELEASES may be of a release that is not recorded yet.
NEWEST = max(["3.18.0", *RELEASES], key=lambda release: [int(part) for part in release.split(".")])
WHOLE = "MLFLOW2PG_WHOLE" in os.environ


def pytest_configure(config):
    config.addinivalue_line("markers", "timescaledb: needs a server that has TimescaleDB")
    config.addinivalue_line("markers", "client: of what people use beside the store; run apart, on another core")


def pytest_generate_tests(metafunc):
    if "release" in metafunc.fixturenames:
        metafunc.parametrize("release", RELEASES, scope="session")
    if "served_release" in metafunc.fixturenames:
        # `mlflow_env --server` has no 1.x.
        metafunc.parametrize("served_release", [r for r in RELEASES if not r.startswith("1.")], scope="session")
    if "older_release" in metafunc.fixturenames:
        metafunc.parametrize("older_release", [r for r in RELEASES if r != NEWEST], scope="session")


@dataclass(frozen=True)
class Finished:
    code: int
    out: str
    err: str


def run(*command, **named):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=300, **named
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def run_well(*command, **named):
    done = run(*command, **named)
    assert done.code == 0, f"{command}\n{done.out[-3000:]}\n{done.err[-3000:]}"
    return done.out


pythons = {}


def python_of(release, *options):
    if (release, options) not in pythons:
        made = subprocess.run(
            [REPOSITORY / "scripts" / "mlflow_env", release, *options], stdout=subprocess.PIPE, text=True, check=True
        )
        pythons[release, options] = made.stdout.strip()
    return pythons[release, options]


def mlflow(release, script, *arguments):
    """Runs one of the scripts beside this file under the Python that has this release."""
    return run_well(python_of(release), HERE / script, *arguments)


def upgrade(uri, release=NEWEST):
    environment = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    return run_well(python_of(release), "-m", "mlflow", "db", "upgrade", uri, env=environment)


def sqlite_uri(path):
    return f"sqlite:///{path}"


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class Program:
    """mlflow2pg, and the one place that knows the form of its report."""

    def __init__(self, folder):
        self.path = Path(
            os.environ.get("MLFLOW2PG", REPOSITORY / "build" / "release" / "mlflow2pg")
        ).absolute()
        self.folder = folder
        assert self.path.exists(), f"{self.path} is missing: build it, or set MLFLOW2PG"

    def __call__(self, *arguments):
        if arguments[0] == "migrate" and "--dry-run" not in arguments:
            # An ordinary user or a container does not see every process of the machine.
            arguments = "migrate", "--allow-unseen", *arguments[1:]
        # Reject files go to the current folder.
        return run(self.path, *arguments, cwd=self.folder)

    def report(self, *arguments):
        """The exit code, and the report as JSON."""
        file = self.folder / f"{uuid.uuid4().hex}.json"
        done = self(*arguments, f"--json={file}")
        return done.code, json.loads(file.read_text())

    @staticmethod
    def listed_misfits(report):
        """(table, column, rowid, reason) of each misfit listed; the rest of the entry is for people."""
        return {(m["table"], m["column"], m["rowid"], m["reason"]) for m in report["misfits"]["listed"]}


class Server:
    def __init__(self):
        self.uri = os.environ.get("MLFLOW2PG_TEST_SERVER")
        assert self.uri, "MLFLOW2PG_TEST_SERVER is not set: run these tests under scripts/with_postgres"
        self.made = []
        connection = psycopg2.connect(self.uri)
        # Through its buffers and its log, the server would take twice as long.
        self.strategy = "STRATEGY FILE_COPY" if connection.server_version >= 150000 else ""
        connection.close()

    def execute(self, sql, uri=None):
        connection = psycopg2.connect(uri or self.uri)
        connection.autocommit = True
        connection.cursor().execute(sql)
        connection.close()

    def database(self, template="template1"):
        """The URI of a new database, as the server's template makes it or a copy of another."""
        name = "mlflow2pg_" + uuid.uuid4().hex[:12]
        for attempt in range(60):
            try:
                self.execute(f"CREATE DATABASE {name} {self.strategy} TEMPLATE {template.rsplit('/', 1)[-1]}")
                break
            except psycopg2.errors.ObjectInUse:
                # TimescaleDB's jobs are in its databases now and then.
                if attempt == 59:
                    raise
                time.sleep(1)
        self.made.append(name)
        return self.uri.rsplit("/", 1)[0] + "/" + name

    def close(self):
        for name in self.made:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("mlflow")
    yield path
    if "MLFLOW2PG_KEEP" not in os.environ:
        shutil.rmtree(path)


@pytest.fixture(scope="session")
def program(folder):
    return Program(folder)


@pytest.fixture(scope="session")
def server():
    made = Server()
    yield made
    if "MLFLOW2PG_KEEP" not in os.environ:
        made.close()


@pytest.fixture(scope="session")
def filled(folder):
    """A function: release (and "--nasty") to the file that it filled, and what fill.py said of it."""
    made = {}

    def fill(release, *options):
        if (release, options) not in made:
            path = folder / f"{release}{''.join(options)}.db"
            said = json.loads(mlflow(release, "fill.py", sqlite_uri(path), *options))
            made[release, options] = path, said
        return made[release, options]

    return fill


@pytest.fixture(scope="session")
def migrated(filled, program, server):
    """A function: release to the filled file, the database it was migrated to, and how that ended."""
    made = {}

    def migrate(release):
        if release not in made:
            path, _ = filled(release)
            before, target = sha256(path), server.database()
            made[release] = path, target, program("migrate", path, target), before
        return made[release]

    return migrate


@pytest.fixture(scope="session")
def own_schema(server):
    """A function: release to pg_dump of a database that this release made for itself."""
    made = {}

    def dump(release):
        if release not in made:
            target = server.database()
            mlflow(release, "stores.py", target)
            made[release] = schema_of(target)
        return made[release]

    return dump


def schema_of(uri, *options):
    dumped = run_well("pg_dump", "--schema-only", "--no-owner", *options, uri)
    # \restrict carries a random word. Newer minor releases (15.20) number the columns of each table that is made.
    return [line for line in dumped.splitlines()
            if not line.startswith(("\\restrict", "\\unrestrict")) and " SET (pg_attver=" not in line]


def compare(path, target, *options):
    done = run(sys.executable, HERE / "compare.py", path, target, *options)
    return done.code, done.out + done.err


def read_api(release, uri):
    return json.loads(mlflow(release, "read_api.py", uri))


def copy_of(path, folder):
    """MLflow opens SQLite for writing; tests that compare bytes give it a copy."""
    copy = folder / f"{uuid.uuid4().hex}.db"
    shutil.copy(path, copy)
    return copy
