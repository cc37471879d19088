# SPDX-License-Identifier: Apache-2.0
"""The basic-auth app's users and permissions: a real server with `--app-name basic-auth` before and after the move."""

import base64
import json
import urllib.error
import urllib.request
import uuid

import psycopg2
import pytest

from conftest import NEWEST, python_of, run_well, schema_of, sha256, sqlite_uri
from mlflow_server import MlflowServer

pytestmark = pytest.mark.client
PASSWORDS = {name: f"the password of {name}" for name in ("admin", "ann", "bob", "eve", "joe")}


class AuthServer(MlflowServer):
    """With the app basic-auth."""

    def __init__(self, release, backend, auth, folder):
        config = folder / f"basic_auth-{uuid.uuid4().hex}.ini"
        # A % is configparser's own sign.
        config.write_text(
            f"[mlflow]\ndefault_permission = NO_PERMISSIONS\ndatabase_uri = {auth.replace('%', '%%')}\n"
            f"admin_username = admin\nadmin_password = {PASSWORDS['admin']}\n"
            "authorization_function = mlflow.server.auth:authenticate_request_basic_auth\n"
        )
        environment = {"MLFLOW_AUTH_CONFIG_PATH": str(config), "MLFLOW_FLASK_SERVER_SECRET_KEY": "a key for tests"}
        super().__init__(release, backend, folder, "--app-name", "basic-auth", environment=environment)

    def call(self, user, path, body=None, password=None):
        """The HTTP status and what was answered; POST when there is a body."""
        credentials = base64.b64encode(f"{user}:{password or PASSWORDS[user]}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as refused:
            return refused.code, None

    def well(self, *call):
        status, answer = self.call(*call)
        assert status == 200, (call, status, self.log.read_text()[-3000:])
        return answer

    def create_user(self, name):
        made = self.well("admin", "2.0/mlflow/users/create", {"username": name, "password": PASSWORDS[name]})
        return made["user"]["id"]

    def permit(self, experiment, name, permission):
        if self.release.startswith("2."):
            body = {"experiment_id": experiment, "username": name, "permission": permission}
            return self.well("admin", "2.0/mlflow/experiments/permissions/create", body)
        body = {"username": name, "resource_type": "experiment", "resource_id": experiment, "permission": permission}
        return self.well("admin", "3.0/mlflow/users/permissions/grant", body)

    def user_id(self, name):
        return self.well("admin", f"2.0/mlflow/users/get?username={name}")["user"]["id"]

    def may(self, name, experiment):
        """The HTTP status of reading the experiment, and of writing to it."""
        tag = {"experiment_id": experiment, "key": "by", "value": name}
        return (
            self.call(name, f"2.0/mlflow/experiments/get?experiment_id={experiment}")[0],
            self.call(name, "2.0/mlflow/experiments/set-experiment-tag", tag)[0],
        )


def everybody_may_what_they_might(server, experiment, ids):
    assert {name: server.user_id(name) for name in ids} == ids
    assert server.may("ann", experiment) == (200, 403)
    assert server.may("bob", experiment) == (200, 200)
    assert server.may("eve", experiment) == (403, 403)
    for name in PASSWORDS:
        assert server.call(name, "2.0/mlflow/experiments/search?max_results=1", password="not this one")[0] == 401


@pytest.fixture(scope="session")
def filled_auth(folder):
    """A function: release to the files of its stores, the experiment, and the users' ids, as they worked there."""
    made = {}

    def fill(release):
        if release not in made:
            tracking, auth = folder / f"{release}-tracking.db", folder / f"{release}-auth.db"
            with AuthServer(release, sqlite_uri(tracking), sqlite_uri(auth), folder) as server:
                experiment = server.well("admin", "2.0/mlflow/experiments/create", {"name": "of the team"})["experiment_id"]
                ids = {name: server.create_user(name) for name in ("ann", "bob", "eve")}
                server.permit(experiment, "ann", "READ")
                server.permit(experiment, "bob", "EDIT")
                everybody_may_what_they_might(server, experiment, ids)
            made[release] = tracking, auth, experiment, ids
        return made[release]

    return fill


@pytest.fixture(scope="session")
def migrated_auth(filled_auth, program, server):
    """A function: release to the database of its tracking store and that of its auth store."""
    made = {}

    def migrate(release):
        if release not in made:
            tracking, auth, _, _ = filled_auth(release)
            before = sha256(auth)
            targets = [server.database()]
            # Both stores of a release before 3.6 keep their revision in a table of the same name.
            targets.append(server.database() if release.startswith("2.") else targets[0])
            for source, target in zip((tracking, auth), targets):
                done = program("migrate", source, target)
                assert done.code == 0, done.err
                assert program("verify", source, target).code == 0
            assert "database_uri = postgresql+psycopg2://" in " ".join(done.out.split())
            assert sha256(auth) == before
            made[release] = targets
        return made[release]

    return migrate


def upgrade(release, uri):
    """MLflow's own command for its auth store."""
    run_well(python_of(release, "--server"), "-m", "mlflow.server.auth", "db", "upgrade", "--url", uri)


def rows(uri, sql):
    connection = psycopg2.connect(uri)
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchall()
    connection.close()
    return found


def test_the_same_users_log_in_and_may_the_same(served_release, filled_auth, migrated_auth, server, folder):
    _, _, experiment, ids = filled_auth(served_release)
    copies = {target: server.database(template=target) for target in migrated_auth(served_release)}
    tracking, auth = (copies[target] for target in migrated_auth(served_release))
    with AuthServer(served_release, tracking, auth, folder) as running:
        everybody_may_what_they_might(running, experiment, ids)
        assert running.create_user("joe") > max(ids.values())
        running.permit(experiment, "joe", "READ")
        assert running.may("joe", experiment) == (200, 403)
        own = running.well("joe", "2.0/mlflow/experiments/create", {"name": "joe's"})["experiment_id"]
        assert running.may("joe", own) == (200, 200)


def test_makes_the_schema_that_the_auth_app_itself_makes(served_release, migrated_auth, filled_auth, program, server):
    own, alone = server.database(), server.database()
    upgrade(served_release, own)
    assert program("migrate", filled_auth(served_release)[1], alone).code == 0
    assert schema_of(alone) == schema_of(own)
    # Beside the tracking tables it is no different.
    _, together = migrated_auth(served_release)
    tables = [f"--table=public.{name}" for (name,) in rows(own, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    assert schema_of(together, *tables) == schema_of(own, *tables)


def test_the_newest_auth_app_upgrades_what_was_moved(served_release, filled_auth, migrated_auth, server):
    target = server.database(template=migrated_auth(served_release)[1])
    upgrade(served_release, target)
    upgrade(NEWEST, target)
    found = dict(rows(target, "SELECT username, id FROM users WHERE NOT is_admin"))
    assert found == filled_auth(served_release)[3]
    # Permissions of a user have become a role's.
    assert len(rows(target, "SELECT FROM role_permissions WHERE permission IN ('READ', 'EDIT')")) == 2


def test_replaces_what_a_first_start_left_and_nothing_else(served_release, filled_auth, program, server, folder):
    tracking, auth, experiment, ids = filled_auth(served_release)
    target = server.database()
    with AuthServer(served_release, sqlite_uri(folder / "other.db"), target, folder):
        pass
    assert rows(target, "SELECT username FROM users") == [("admin",)]
    assert program("migrate", auth, target).code == 0
    assert dict(rows(target, "SELECT username, id FROM users WHERE NOT is_admin")) == ids
    refused = program("migrate", auth, target)
    assert refused.code == 6 and "users holds" in refused.err, refused.err
