# SPDX-License-Identifier: Apache-2.0
"""The command that a report prints last makes MLflow open the store that was migrated, and no other."""

import shlex
import uuid
from urllib.parse import quote, urlsplit

import pytest

from conftest import copy_of, read_api, sqlite_uri


def odd_address(server, kind):
    """A TARGET of this kind, new and empty."""
    uri = server.database()
    if kind == "a schema named by options":
        server.execute("CREATE SCHEMA mlflow", uri)
        return uri + "?options=-csearch_path%3Dmlflow"
    if kind == "a schema of the role":
        server.execute("CREATE SCHEMA mlflow", uri)
        server.execute(f"ALTER DATABASE {uri.rsplit('/', 1)[-1]} SET search_path = mlflow")
        return uri
    if kind == "several hosts":
        parts = urlsplit(uri)
        port = parts.port or 5432
        return f"host=127.0.0.1,{parts.hostname} port=1,{port} user={parts.username} dbname={parts.path[1:]}"
    name = f"ml@flow {uuid.uuid4().hex[:8]} 100%+"
    server.execute(f'ALTER DATABASE {uri.rsplit("/", 1)[-1]} RENAME TO "{name}"')
    server.made[-1] = f'"{name}"'
    return uri.rsplit("/", 1)[0] + "/" + quote(name, safe="")


@pytest.mark.parametrize(
    "kind", ["a schema named by options", "a schema of the role", "several hosts", "a name with @, % and blanks"]
)
def test_mlflow_opens_the_migrated_store_at_the_printed_address(kind, release, filled, program, server, folder):
    path, _ = filled(release)
    code, report = program.report("migrate", path, odd_address(server, kind))
    assert code == 0, report["error"]
    assert report["target"]["schema"] == ("mlflow" if "schema" in kind else "public")
    command = shlex.split(report["next"][-1])
    assert command[:3] == ["mlflow", "server", "--backend-store-uri"]
    assert command[3] == report["target"]["uri"]
    ours, theirs = read_api(release, command[3]), read_api(release, sqlite_uri(copy_of(path, folder)))
    for part in theirs:
        assert ours[part] == theirs[part], part
