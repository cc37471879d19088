#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""use.py URL: the days after a migration, on a running MLflow server whose database was made by source.py and then
migrated. Prints one JSON object: each thing that was done, and null or what went wrong. Deletes for good what
source.py left deleted, and one more run and experiment, with `mlflow gc`; BACKEND is the database that it needs.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from source import DELETED_EXPERIMENT, DELETED_RUN, EXPERIMENTS, MODEL, STEPS, TRACES, runs_of


class Use:
    def __init__(self, url, backend):
        import mlflow
        from mlflow.entities import ViewType

        mlflow.set_tracking_uri(url)
        self.mlflow, self.client = mlflow, mlflow.MlflowClient()
        self.url, self.backend, self.views = url, backend, ViewType

    def experiment(self, name):
        return self.client.get_experiment_by_name(name).experiment_id

    def runs(self, experiment, view=None):
        found = self.client.search_runs([experiment], run_view_type=view or self.views.ACTIVE_ONLY)
        return {run.info.run_name: run.info.run_id for run in found}

    def delete_and_restore_a_run(self):
        experiment = self.experiment(EXPERIMENTS[0])
        name = runs_of(EXPERIMENTS[0])[0]
        run = self.runs(experiment)[name]
        self.client.delete_run(run)
        assert name not in self.runs(experiment)
        assert name in self.runs(experiment, self.views.DELETED_ONLY)
        self.client.restore_run(run)
        assert self.runs(experiment)[name] == run
        assert len(self.client.get_metric_history(run, "loss")) == STEPS

    def delete_and_restore_an_experiment(self):
        experiment = self.experiment(EXPERIMENTS[1])
        self.client.delete_experiment(experiment)
        names = [e.name for e in self.client.search_experiments()]
        assert EXPERIMENTS[1] not in names and EXPERIMENTS[0] in names, names
        self.client.restore_experiment(experiment)
        assert self.client.get_experiment(experiment).lifecycle_stage == "active"
        # MLflow restores the run that was deleted alone, too.
        assert set(self.runs(experiment)) == {*runs_of(EXPERIMENTS[1]), DELETED_RUN}

    def model_registry_transitions(self):
        run = self.runs(self.experiment(EXPERIMENTS[0]))[runs_of(EXPERIMENTS[0])[-1]]
        added = self.client.create_model_version(MODEL, f"runs:/{run}/model", run)
        assert int(added.version) == 4, added
        self.client.transition_model_version_stage(MODEL, 4, "Production", archive_existing_versions=True)
        stages = {int(v.version): v.current_stage for v in self.client.search_model_versions(f"name = '{MODEL}'")}
        assert stages == {1: "Archived", 2: "Staging", 3: "None", 4: "Production"}, stages

    def aliases(self):
        assert int(self.client.get_model_version_by_alias(MODEL, "champion").version) == 1
        self.client.set_registered_model_alias(MODEL, "champion", "4")
        self.client.set_registered_model_alias(MODEL, "challenger", "2")
        assert int(self.client.get_model_version_by_alias(MODEL, "champion").version) == 4
        self.client.delete_registered_model_alias(MODEL, "challenger")
        assert set(self.client.get_registered_model(MODEL).aliases) == {"champion"}

    def traces_search(self):
        if not hasattr(self.client, "start_trace"):
            return "this release has no traces"
        experiment = self.experiment(EXPERIMENTS[0])

        def search(text=None):
            found = self.client.search_traces(locations=[experiment], filter_string=text)
            return {trace.info.tags["mlflow.traceName"]: trace for trace in found}

        assert set(search()) == set(TRACES), set(search())
        (found,) = search(f"trace.name = '{TRACES[1]}'").values()
        assert {span.name for span in found.data.spans} == {TRACES[1], "model"}
        assert json.loads(found.data.response) == {"answer": "so " + TRACES[1]}, found.data.response
        root = self.client.start_trace("a new one", experiment_id=experiment)
        self.client.end_trace(root.trace_id)
        self.mlflow.flush_trace_async_logging()
        assert "a new one" in search("attributes.status = 'OK'")
        self.client.delete_traces(experiment, trace_ids=[root.trace_id])
        assert set(search()) == set(TRACES)
        return None

    def mlflow_gc(self):
        from mlflow.exceptions import MlflowException

        kept, deleted = self.experiment(EXPERIMENTS[2]), self.client.get_experiment_by_name(DELETED_EXPERIMENT)
        typo = self.runs(kept, self.views.DELETED_ONLY)[DELETED_RUN]
        first, *others = runs_of(EXPERIMENTS[2])
        run = self.runs(kept)[first]
        self.client.delete_run(run)
        # One that the migrated database did not know, with its artifact behind the server's proxy.
        new = self.client.create_experiment("made after the migration")
        new_run = self.client.create_run(new).info.run_id
        self.client.log_text(new_run, "notes", "notes.txt")
        self.client.delete_experiment(new)
        gone = [run, typo, new_run, *self.runs(deleted.experiment_id, self.views.ALL).values()]
        folders = [Path(url2pathname(urlsplit(self.client.get_run(r).info.artifact_uri).path)) for r in (run, typo)]
        assert all((folder / "notes.txt").exists() for folder in folders), folders
        time.sleep(0.01)
        environment = {**os.environ, "MLFLOW_TRACKING_URI": self.url}
        command = [sys.executable, "-m", "mlflow", "gc", "--backend-store-uri", self.backend]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        for run in gone:
            try:
                self.client.get_run(run)
            except MlflowException as error:
                assert error.error_code == "RESOURCE_DOES_NOT_EXIST", error
            else:
                raise AssertionError(f"{run} is still there")
        assert not any(folder.exists() for folder in folders), folders
        left = [e.name for e in self.client.search_experiments(view_type=self.views.ALL)]
        assert DELETED_EXPERIMENT not in left and set(EXPERIMENTS) <= set(left), left
        assert set(self.runs(kept, self.views.ALL)) == set(others)


def main():
    use = Use(*sys.argv[1:])
    done = {}
    for name in (
        "delete_and_restore_a_run",
        "delete_and_restore_an_experiment",
        "model_registry_transitions",
        "aliases",
        "traces_search",
        "mlflow_gc",
    ):
        try:
            done[name] = {"ok": True, "note": getattr(use, name)()}
        except Exception:  # noqa: BLE001: the next one may well succeed
            done[name] = {"ok": False, "note": traceback.format_exc()}
    print(json.dumps(done))


if __name__ == "__main__":
    main()
