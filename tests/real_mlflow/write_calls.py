# SPDX-License-Identifier: Apache-2.0
"""`write_calls.py URI`: tries each kind of write through MLflow's client, one by one, and prints the error of each as
JSON; null where it succeeded. Reads afterwards. The file has to have a run and an experiment that are active."""

import json
import sys
import time

from mlflow.entities import Metric, Param, RunTag
from stores import Stores


def main():
    stores = Stores(sys.argv[1])
    client = stores.client
    search = getattr(client, "search_experiments", None) or client.list_experiments
    experiment, run = next(
        (e.experiment_id, runs[0].info.run_id)
        for e in search()
        for runs in [client.search_runs([e.experiment_id])]
        if runs
    )
    # A name of its own for each call: the second time, too, it is new.
    new = f"new-{time.time_ns()}"
    calls = {
        "log_metric": lambda: client.log_metric(run, new, 0.5),
        "log_metric again": lambda: client.log_metric(run, new, 0.25, step=1),
        "log_param": lambda: client.log_param(run, new, "x"),
        "set_tag": lambda: client.set_tag(run, new, "x"),
        "log_batch": lambda: client.log_batch(
            run, [Metric(new + "b", 1.0, 1, 1)], [Param(new + "b", "x")], [RunTag(new + "b", "x")]
        ),
        "create_run": lambda: client.create_run(experiment),
        "set_terminated": lambda: client.set_terminated(run),
        "create_experiment": lambda: client.create_experiment(new),
        "rename_experiment": lambda: client.rename_experiment(experiment, new + "e"),
        "set_experiment_tag": lambda: client.set_experiment_tag(experiment, new, "x"),
        "create_registered_model": lambda: client.create_registered_model(new),
        "delete_run": lambda: client.delete_run(run),
        "restore_run": lambda: client.restore_run(run),
        "delete_experiment": lambda: client.delete_experiment(experiment),
        "restore_experiment": lambda: client.restore_experiment(experiment),
    }
    errors = {}
    for name, call in calls.items():
        try:
            call()
            errors[name] = None
        except Exception as error:  # noqa: BLE001: whatever the client makes of it is what a user sees
            errors[name] = str(error)
    read = client.get_run(run)
    errors["read"] = None if read.info.run_id == run and client.get_experiment(experiment) else "nothing"
    print(json.dumps(errors))


if __name__ == "__main__":
    main()
