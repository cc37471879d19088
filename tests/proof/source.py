#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""source.py URI FOLDER: what a small team has in its tracking database after a while, through real MLflow's client;
artifacts go below FOLDER. Runs under the Python of `scripts/mlflow_env VERSION --server`.

Times are in milliseconds since 1970, as everywhere in MLflow.
"""

import sys
from pathlib import Path

EXPERIMENTS = ["churn", "price forecast", "spam filter ✉"]
KINDS = ["baseline", "gradient boosting", "two layers", "früh gestoppt", "final"]
STEPS = 20
MODEL = "churn classifier"
# Not to be seen in a list, but to be there until `mlflow gc`.
DELETED_EXPERIMENT, DELETED_RUN = "abandoned", "typo"
TRACES = ["answer a customer", "summarize a mail", "classify a mail"]


def runs_of(experiment):
    """The names of its runs: no two experiments share one."""
    return [f"{kind} of {experiment}" for kind in KINDS]


def add_run(client, experiment, name, number):
    run = client.create_run(experiment, run_name=name, start_time=1_700_000_000_000 + number).info.run_id
    for step in range(STEPS):
        client.log_metric(run, "loss", 1 / (1 + step + number), timestamp=1_700_000_000_000 + step, step=step)
        client.log_metric(run, "accuracy", 1 - 0.9 / (1 + step), timestamp=1_700_000_000_000 + step, step=step)
    client.log_param(run, "learning rate", "1e-3")
    client.log_param(run, "layers", number)
    client.set_tag(run, "team", "Straße 9 🚀")
    client.log_text(run, f"notes of {name}", "notes.txt")
    client.set_terminated(run, end_time=1_700_000_100_000 + number)
    return run


def add_model(client, runs):
    client.create_registered_model(MODEL, description="who is about to leave")
    for run in runs[:3]:
        client.create_model_version(MODEL, f"runs:/{run}/model", run)
    for version, stage in enumerate(["Production", "Staging"], 1):
        client.transition_model_version_stage(MODEL, version, stage)
    client.set_registered_model_alias(MODEL, "champion", "1")
    client.set_model_version_tag(MODEL, 1, "approved by", "someone")


def add_traces(client, experiment):
    for name in TRACES:
        root = client.start_trace(name, inputs={"question": name + "?"}, experiment_id=experiment)
        child = client.start_span("model", trace_id=root.trace_id, parent_id=root.span_id, inputs={"n": 1})
        client.end_span(child.trace_id, child.span_id, outputs={"n": 2})
        client.end_trace(root.trace_id, outputs={"answer": "so " + name})


def main():
    import mlflow
    from mlflow.tracking import MlflowClient

    uri, folder = sys.argv[1], Path(sys.argv[2])
    mlflow.set_tracking_uri(uri)
    client = MlflowClient()
    runs = []
    for name in [*EXPERIMENTS, DELETED_EXPERIMENT]:
        experiment = client.create_experiment(name, artifact_location=(folder / str(len(runs))).as_uri())
        runs += [add_run(client, experiment, run, number) for number, run in enumerate(runs_of(name))]
        client.delete_run(add_run(client, experiment, DELETED_RUN, 99))
    client.delete_experiment(experiment)
    add_model(client, runs)
    if hasattr(client, "start_trace"):
        add_traces(client, client.get_experiment_by_name(EXPERIMENTS[0]).experiment_id)
        mlflow.flush_trace_async_logging()


if __name__ == "__main__":
    main()
