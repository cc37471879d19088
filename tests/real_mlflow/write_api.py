#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""write_api.py URI: uses a database as MLflow would on the day after a migration, and reads back what it
wrote. Runs under the Python of `scripts/mlflow_env VERSION`; fails with a traceback when anything does.
"""

import json
import os
import sys
import tempfile
import uuid


def write(stores):
    client = stores.client
    name = "after the migration " + uuid.uuid4().hex
    experiment = client.create_experiment(name, artifact_location="s3://artifacts/after")
    assert client.get_experiment_by_name(name).experiment_id == experiment
    # A row of its own, and one that goes on where the migrated data ended.
    for parent in ("0", experiment):
        run = client.create_run(parent).info.run_id
        for step, value in enumerate([0.5, float("nan"), 0.25]):
            client.log_metric(run, "loss", value, step=step)
        client.log_param(run, "param", "value ✏️")
        client.set_tag(run, "tag", "value")
        client.set_terminated(run)
        data = client.get_run(run).data
        assert data.metrics == {"loss": 0.25} and data.params == {"param": "value ✏️"}, data
        assert len(client.get_metric_history(run, "loss")) == 3
    if hasattr(client, "create_registered_model"):
        client.create_registered_model(name)
        for expected in (1, 2):
            assert int(client.create_model_version(name, "s3://artifacts/after", run).version) == expected
        # One more version of a model that was migrated; a database that comes from 1.0 has none.
        with stores.engine.connect() as connection:
            known = connection.exec_driver_sql(
                "SELECT count(*) FROM registered_models WHERE name = 'model'"
            ).scalar()
        if known:
            assert int(client.create_model_version("model", "s3://artifacts/after", run).version) > 3
    if hasattr(stores.tracking, "log_spans"):
        write_trace(stores.tracking, experiment)
    elif hasattr(stores.tracking, "end_trace"):
        trace = stores.tracking.start_trace(experiment, 1, {"meta": "data"}, {"tag": "value"})
        assert stores.tracking.get_trace_info(trace.request_id).tags["tag"] == "value"


def write_trace(tracking, experiment):
    from mlflow.entities import TraceInfo, TraceLocation, TraceState

    trace = "tr-" + uuid.uuid4().hex
    info = TraceInfo(
        trace,
        TraceLocation.from_experiment_id(experiment),
        1_700_000_000_000,
        TraceState.OK,
        tags={"tag": "value"},
    )
    tracking.start_trace(info)
    assert tracking.get_trace_info(trace).tags["tag"] == "value"
    if hasattr(tracking, "create_dataset"):
        made = tracking.create_dataset("dataset " + trace, experiment_ids=[experiment])
        assert tracking.upsert_dataset_records(made.dataset_id, [{"inputs": {"x": 1}}])["inserted"] == 1


def main():
    from stores import Stores

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        stores = Stores(sys.argv[1])
        write(stores)
        os.chdir("/")
    print(json.dumps({"release": stores.release, "written": True}))


if __name__ == "__main__":
    main()
