# SPDX-License-Identifier: Apache-2.0
"""The commands for pip and MLflow that a message prints, executed as they are printed."""

import contextlib
import os
import re
import sqlite3
from pathlib import Path

from conftest import HERE, NEWEST, REPOSITORY, mlflow, python_of, run_well, sqlite_uri

CHAIN = [line.split("\t") for line in (REPOSITORY / "schema" / "revisions.tsv").read_text().splitlines()[1:]]


def test_the_printed_upgrade_makes_a_copy_that_can_be_migrated(program, server, folder):
    file = folder / "it's between.db"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript((HERE.parent / "data" / "2.9.2.sql").read_text())
    *_, between = (revision for revision, releases in CHAIN if not releases)
    mlflow(NEWEST, "upgrade_to.py", sqlite_uri(file), between)
    refused = program("check", file)
    assert refused.code == 3, refused.out
    command = re.search(r"migrate the copy:\s+(.* && pip install .*)", refused.out + refused.err).group(1)
    assert f"pip install mlflow=={NEWEST} " in command
    environment = {
        **os.environ,
        "PATH": f"{Path(python_of(NEWEST)).parent}:{os.environ['PATH']}",
        "PIP_NO_DEPS": "1",  # scripts/mlflow_env has installed what the stores need
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }
    run_well("bash", "-ec", command, env=environment)
    done = program("migrate", f"{file}.copy", server.database())
    assert done.code == 0, done.err
