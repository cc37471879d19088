# SPDX-License-Identifier: Apache-2.0
"""`prepare` while 20 clients log to a real server, then the short stop."""

import contextlib
import json
import sqlite3
import subprocess
import time

import pytest

from conftest import REPOSITORY, mlflow, python_of, sqlite_uri
from mlflow_server import ENVIRONMENT, PATIENCE_SECONDS, MlflowServer

pytestmark = pytest.mark.client
CLIENTS, STEPS = 20, 20


def wait_for_metrics(path):
    """Until the clients have begun to log."""
    end = time.monotonic() + PATIENCE_SECONDS
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        while connection.execute("SELECT count(*) FROM metrics").fetchone()[0] == 0:
            assert time.monotonic() < end, "no client logs"
            time.sleep(0.1)


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_clients_log_while_it_is_prepared_and_the_stop_applies_what_they_logged_since(
    served_release, journal_mode, program, server, folder
):
    path, target = folder / f"{served_release}-{journal_mode}-short-stop.db", server.database()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.execute("VACUUM")  # writes the mode into the empty file
    load = [python_of(served_release, "--server"), REPOSITORY / "tests" / "proof" / "load.py"]
    with MlflowServer(served_release, sqlite_uri(path), folder, workers=2) as running:
        logging = subprocess.Popen(
            [*load, running.url, "--steps", str(STEPS)], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
        )
        try:
            wait_for_metrics(path)
            for _ in range(2):
                code, report = program.report("prepare", path, target)
                assert code == 0, report["error"]
            assert report["preparation"]["unused_because"] is None
            said = json.loads(logging.communicate()[0])
        finally:
            logging.kill()
    assert said["failed"] == 0, said["errors"]
    assert said["metrics_back"] == said["metrics"] and said["params_back"] == said["params"], said

    code, report = program.report("migrate", path, target)
    assert code == 0, report["error"]
    assert report["preparation"]["unused_because"] is None
    assert report["preparation"]["rows_added"] > 0
    assert report["source"]["journal_mode"] == journal_mode
    assert program("verify", path, target).code == 0
    ours, theirs = (json.loads(mlflow(served_release, "read_api.py", uri, "runs")) for uri in (target, sqlite_uri(path)))
    assert len(ours["runs"]["all"]) == CLIENTS
    assert ours == theirs
