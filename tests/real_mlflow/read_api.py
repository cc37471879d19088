#!/usr/bin/env python
# SPDX-License-Identifier: Apache-2.0
"""read_api.py URI [PART...]: everything that MLflow's own interfaces say about a database, as one JSON object.

URI may also be a server's (http://…) or a file store's (file:///…); of these only the parts experiments, runs,
models, traces and logged_models can be read. Runs under the Python of `scripts/mlflow_env VERSION`. Two databases
with the same content give the same text: lists come sorted, because the order of rows that tie is the database's
own business.
"""

import contextlib
import enum
import json
import os
import sys
import tempfile


def plain(value):
    """An entity of MLflow's as plain data, private fields included, whatever its class."""
    if value is None or isinstance(value, (bool, int, str)) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return in_order(plain(item) for item in value)
    if type(value).__name__ in ("Span", "LiveSpan"):
        return plain(value.to_dict())
    if hasattr(value, "__dict__"):
        return {"class": type(value).__name__, **plain(vars(value))}
    return repr(value)


def in_order(items):
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))


def pages(function, *arguments, **named):
    """All results of a method that gives them a page at a time."""
    from stores import by_signature

    token, results = None, []
    while True:
        page = by_signature(function, *arguments, page_token=token, **named)
        # Some methods return (results, token).
        items, token = page if isinstance(page, tuple) else (page, getattr(page, "token", None))
        results += items
        if not token:
            return results


PARTS = "experiments runs models traces logged_models evaluation_datasets by_experiment listed".split()


class Reader:
    def __init__(self, uri):
        from mlflow.entities import ViewType
        from stores import Remote, Stores

        stores = Remote(uri) if uri.startswith(("http://", "file:")) else Stores(uri)
        self.client, self.tracking = stores.client, stores.tracking
        self.registry, self.jobs, self.workspaces = stores.registry, stores.jobs, stores.workspaces
        self.views = {"active": ViewType.ACTIVE_ONLY, "deleted": ViewType.DELETED_ONLY, "all": ViewType.ALL}

    def read(self, parts):
        self.ids = [experiment["_experiment_id"] for experiment in self.experiments()["all"]]
        return {part: getattr(self, part)() for part in parts or PARTS}

    def experiments(self):
        search = getattr(self.client, "search_experiments", None) or self.client.list_experiments
        return {name: plain(pages(search, view_type=view)) for name, view in self.views.items()}

    def runs(self):
        runs = {
            name: plain(pages(self.client.search_runs, self.ids, "", run_view_type=view, max_results=1000))
            for name, view in self.views.items()
        }
        for run in runs["all"]:
            keys = (
                [metric["_key"] for metric in run["_data"]["_metric_objs"]]
                if "_metric_objs" in run["_data"]
                else run["_data"]["_metrics"]
            )
            run["history"] = {
                key: plain(self.client.get_metric_history(run["_info"]["_run_id"], key)) for key in keys
            }
        return runs

    def models(self):
        from mlflow.exceptions import MlflowException

        if self.registry is None:
            return None
        search = (
            getattr(self.registry, "search_registered_models", None) or self.registry.list_registered_models
        )
        models = plain(pages(search, max_results=100))
        for model in models:
            model["versions"] = []
            for version in range(1, 10):
                # Versions can be deleted.
                with contextlib.suppress(MlflowException):
                    model["versions"].append(plain(self.registry.get_model_version(model["_name"], version)))
        return models

    def traces(self):
        if not hasattr(self.tracking, "search_traces"):
            return None
        traces = pages(self.tracking.search_traces, experiment_ids=self.ids, max_results=100)
        ids = [getattr(trace, "trace_id", None) or trace.request_id for trace in traces]
        whole = []
        if hasattr(self.tracking, "batch_get_traces"):
            # A trace whose spans are in an artifact store is not in the database.
            for trace in ids:
                with contextlib.suppress(Exception):
                    whole += plain(self.tracking.batch_get_traces([trace]))
        return {"infos": plain(traces), "whole": in_order(whole)}

    def logged_models(self):
        if not hasattr(self.tracking, "search_logged_models"):
            return None
        return plain(pages(self.tracking.search_logged_models, self.ids))

    def evaluation_datasets(self):
        if not hasattr(self.tracking, "search_datasets"):
            return None
        datasets = pages(self.tracking.search_datasets)
        return {
            d.dataset_id: [plain(d), plain(self.tracking._load_dataset_records(d.dataset_id))]
            for d in datasets
        }

    def by_experiment(self):
        names = ["list_scorers", "list_label_schemas", "list_review_queues", "search_issues"]
        # An experiment that is deleted has no scorers to list.
        active = [e["_experiment_id"] for e in self.experiments()["active"]]
        found = {}
        for name in names:
            if hasattr(self.tracking, name):
                found[name] = {e: plain(pages(getattr(self.tracking, name), e)) for e in active}
        if hasattr(self.tracking, "list_review_queues"):
            queues = [queue for e in active for queue in pages(self.tracking.list_review_queues, e)]
            found["items"] = {
                q.queue_id: plain(pages(self.tracking.list_review_queue_items, q.queue_id)) for q in queues
            }
        return found

    def listed(self):
        wanted = [
            (self.tracking, "list_gateway_endpoints list_gateway_model_definitions list_secret_infos"),
            (self.tracking, "list_endpoint_bindings list_budget_policies list_gateway_guardrails"),
            (self.tracking, "search_mcp_servers search_mcp_access_endpoints search_skills"),
            (self.registry, "list_webhooks"),
            (self.jobs, "list_jobs"),
            (self.workspaces, "list_workspaces"),
        ]
        found = {}
        for place, names in wanted:
            for name in names.split():
                if hasattr(place, name):
                    found[name] = plain(pages(getattr(place, name)))
        if hasattr(self.tracking, "search_mcp_server_versions"):
            for server in self.tracking.search_mcp_servers():
                found["versions of " + server.name] = plain(
                    pages(self.tracking.search_mcp_server_versions, server.name)
                )
        return found


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print(json.dumps(Reader(sys.argv[1]).read(sys.argv[2:]), indent=1, sort_keys=True))
        os.chdir("/")


if __name__ == "__main__":
    main()
