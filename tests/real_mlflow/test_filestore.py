# SPDX-License-Identifier: Apache-2.0
"""The way out of an ./mlruns folder, whose experiments have ids of 18 digits: `mlflow migrate-filestore`, then
mlflow2pg."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import HERE, NEWEST, WHOLE, compare, mlflow, python_of, read_api, run_well, schema_of, sqlite_uri

SOURCE = HERE.parent / "proof" / "source.py"
PARTS = ["experiments", "runs", "models", "traces", "logged_models"]
LARGEST_INTEGER = 2**31 - 1


@dataclass(frozen=True)
class Store:
    folder: Path  # with mlruns/
    file: Path  # SQLite, made of it
    content: dict  # what MLflow says of mlruns/
    long_ids: set


@pytest.fixture(scope="module", params=["2.9.2", NEWEST] if WHOLE else [NEWEST])
def store(request, tmp_path_factory):
    """mlruns/ as this release fills it, and what the newest release makes of it."""
    folder = tmp_path_factory.mktemp("filestore")
    mlruns, file = folder / "mlruns", folder / "mlflow.db"
    # Since 3.10 MLflow has to be asked for a file store.
    environment = {**os.environ, "MLFLOW_ALLOW_FILE_STORE": "true"}
    run_well(python_of(request.param), SOURCE, mlruns.as_uri(), folder / "artifacts", env=environment, cwd=folder)
    command = ["-m", "mlflow", "migrate-filestore", "--source", folder, "--target", sqlite_uri(file)]
    run_well(python_of(NEWEST), *command, env=environment)
    content = json.loads(
        run_well(python_of(NEWEST), HERE / "read_api.py", mlruns.as_uri(), *PARTS, env=environment)
    )
    ids = {int(experiment["_experiment_id"]) for experiment in content["experiments"]["all"]}
    long_ids = {number for number in ids if number > LARGEST_INTEGER}
    assert len(long_ids) >= 4 and len(content["runs"]["all"]) >= 24
    return Store(folder, file, content, long_ids)


def comparable(value, ids=None):
    """What MLflow says, without what it says differently of files and of databases by itself; ids: the experiments'
    new ones. Paths of artifacts, which hold the old ids, too, stay."""
    ids = ids or {}
    if isinstance(value, list):
        return sorted((comparable(item, ids) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    if not isinstance(value, dict):
        return value
    found = {}
    for key, item in value.items():
        if key in ("_experiment_id", "experiment_id"):
            found[key] = ids.get(item, item)
        elif key == "_aliases" and isinstance(item, dict):  # the version is text in files
            found[key] = {alias: int(version) for alias, version in item.items()}
        elif key == "_latest_version":  # has the aliases in files only; all versions are read one by one
            continue
        elif not (key == "_run_id" and value.get("class") == "Metric"):  # in files only
            found[key] = comparable(item, ids)
    return found


def read(target):
    found = read_api(NEWEST, target)
    return comparable({part: found[part] for part in PARTS})


def test_check_lists_the_long_ids_and_names_the_flag(store, program):
    code, report = program.report("check", store.file)
    assert code == 7
    listed = {(m["table"], m["reason"]) for m in report["misfits"]["listed"]}
    assert ("experiments", "experiment-id") in listed
    assert {reason for _, reason in listed} == {"experiment-id"}
    done = program("check", store.file)
    assert f"{len(store.long_ids)} experiments have ids beyond integer" in done.out
    assert all(any(str(number) in str(entry) for entry in report["misfits"]["listed"]) for number in store.long_ids)
    assert "--experiment-ids" in done.out


def test_widen_keeps_the_ids(store, program, server):
    target = server.database()
    done = program("migrate", store.file, target, "--experiment-ids", "widen")
    assert done.code == 0, done.err
    code, said = compare(store.file, target)
    assert code == 0, said
    assert read(target) == comparable(store.content)
    mlflow(NEWEST, "write_api.py", target)


def test_renumber_makes_mlflows_own_schema(store, program, server, own_schema):
    target, mapping = server.database(), store.folder / "mapping.json"
    done = program("migrate", store.file, target, "--experiment-ids", "renumber", "--mapping", mapping)
    assert done.code == 0, done.err
    assert schema_of(target) == own_schema(NEWEST)
    ids = {old: str(new) for old, new in json.loads(mapping.read_text()).items()}
    assert {int(old) for old in ids} >= store.long_ids
    assert read(target) == comparable(store.content, ids)
    mlflow(NEWEST, "write_api.py", target)
